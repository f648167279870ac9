"""Comments on a draft: threads, mentions and tasks, for colleagues only."""
