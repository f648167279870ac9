"""Pages of requesters."""
