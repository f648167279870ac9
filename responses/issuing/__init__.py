"""Issue a letter once, archive copies, and the version for publication."""
