"""Internal reviews: requests linked to the request they review."""
