"""The time that officers spend on requests."""
