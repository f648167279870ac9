"""Acts on many requests of a list at once: looked at first, done apart, undone."""
