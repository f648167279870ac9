"""Sign in at the mail service of an authority, and call Microsoft Graph."""
