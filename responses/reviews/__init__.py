"""Internal reviews, decided point by point."""
