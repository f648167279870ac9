"""The giving of letters: what counts is the day a letter went out."""
