"""Read a draft returned from Word: its changes and comments, by control.

`returned` defines the findings, `reader` makes them from a file, `apart` reads the file
in a confined process, and `edits` finds the changes of each author.
"""
