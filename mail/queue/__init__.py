"""The queue: what waits, and what officers decide becomes of it."""
