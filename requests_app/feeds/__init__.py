"""A person's due dates as a calendar to subscribe to."""
