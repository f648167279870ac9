"""Pages of calendars."""
