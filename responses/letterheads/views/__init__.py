"""Pages of letterheads."""
