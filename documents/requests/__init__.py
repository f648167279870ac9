"""Split a received text into preamble, numbered questions and closing; plain Python."""
