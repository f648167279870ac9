"""Make previews of files in a separate process, for people to look at."""
