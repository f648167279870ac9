"""The letter that gives the outcome of a review."""
