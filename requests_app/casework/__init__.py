"""Assignment, restriction, notes, enquiries, reminders, closing and reopening."""
