"""What staff may do with responses: the only writers."""
