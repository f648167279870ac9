"""What the authority says: answers, letters and their sending."""
