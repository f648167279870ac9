"""Count requests for returns and publication, and keep the published figures."""
