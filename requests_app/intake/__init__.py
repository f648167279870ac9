"""Take a request in: record it, correct its details, register it, or refuse it."""
