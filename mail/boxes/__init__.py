"""Read mailboxes, each by its own protocol, through one port of four verbs."""
