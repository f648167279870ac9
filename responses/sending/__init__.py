"""Send letters: each once, and never to nobody knows whom."""
