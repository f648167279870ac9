"""Pages that draw on every subject: home, the request page, the dashboard."""
