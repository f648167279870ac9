"""The tree of questions as an officer corrects it; plain Python.

An `Outline` is immutable: each operation returns a new outline, or refuses with a
message. Only deleting and editing remove words; `placing` finds removed words in the
received text.
"""
