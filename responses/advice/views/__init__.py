"""Pages of advice from outside."""
