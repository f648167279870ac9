"""The tree of questions as an officer corrects it; plain Python.

An `Outline` never changes: each operation returns a new one in which every word of the
old one still stands, or refuses with a sentence. Only deleting and editing let words
go, and those of them that were received are found again by `placing`.
"""
