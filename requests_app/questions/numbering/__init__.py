"""Citing questions, the same way on pages, in letters, in history and in search.

A question is cited by its path, the labels from the top down as the requester wrote
them: 1(b), 2.1, A3. Where a number stands twice, or not at all, words help out:
3 (second of that number), 2 under “Staffing”, the first unnumbered question. Plain
Python: anything that looks like a `Numbered` can be cited, a row of the database or a
node of an outline.
"""
