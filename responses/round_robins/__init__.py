"""Groups of requests alike, with one common line for all their letters."""
