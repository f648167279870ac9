"""The public form: ask without an account, and follow how far a request is."""
