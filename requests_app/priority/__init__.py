"""Priority of requests: asked for, granted, declined or withdrawn."""
