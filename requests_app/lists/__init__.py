"""Lists of requests: filters, search, export and the dashboard figures."""
