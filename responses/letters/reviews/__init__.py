"""The letter with the outcome of a review."""
