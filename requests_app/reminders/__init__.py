"""Reminders of due dates, by the rules of each authority."""
