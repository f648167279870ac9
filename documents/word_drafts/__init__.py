"""Read a draft that comes back from Word: its changes and comments, by control.

`returned` says what was found, `reader` finds it in the file, `apart` reads the file in
a confined process, and `edits` says what each author changed.
"""
