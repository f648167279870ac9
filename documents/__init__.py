"""What texts and files say, in plain Python: no Django, no database."""
