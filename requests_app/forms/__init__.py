"""Form fields and helpers shared by every subject."""
