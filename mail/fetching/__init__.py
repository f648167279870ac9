"""Fetch new mail from each mailbox, once, and say how the mailboxes are."""
