"""Assignment, restriction, notes, closing and reopening."""
