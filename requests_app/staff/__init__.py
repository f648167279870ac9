"""The people of an authority, their roles, invitations and passwords."""
