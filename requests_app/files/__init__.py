"""Files that belong to a request: kept, scanned, listed and shown."""
