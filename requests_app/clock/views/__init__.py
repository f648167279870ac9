"""Pages of clock."""
