"""Forms of questions to departments."""
