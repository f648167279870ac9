"""Keep typed words whose place had gone, moved or closed when they arrived."""
