"""Questions put to departments, by account or by link, and their replies."""
