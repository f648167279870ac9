"""Pages of questions to departments."""
