"""Keep messages byte for byte as they arrive, and remember each arrival."""
