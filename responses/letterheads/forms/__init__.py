"""Forms of letterheads."""
