"""The words of answers, letters, files and replies, for search."""
