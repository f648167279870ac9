"""Notices: tell people of what reaches them, on the page and by e-mail."""
