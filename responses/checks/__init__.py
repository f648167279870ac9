"""What a letter lacks before it may go, and warnings overridden with a reason."""
