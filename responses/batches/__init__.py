"""Do the same with many letters: each once, whatever becomes of the others."""
