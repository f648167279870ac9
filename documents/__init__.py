"""Read texts and files in plain Python: no Django, no database."""
