"""Check letters before issue, and override warnings with a reason."""
