"""Plain Python: what texts and files say."""
