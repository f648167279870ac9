"""Count requests for returns and publication, and keep what was published."""
