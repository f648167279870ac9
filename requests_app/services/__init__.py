"""What staff may do with requests: the only writers."""
