"""Cite questions in the same way on pages, in letters, in history and in search.

A question is cited by its path: the labels from the top down, as the requester wrote
them, such as 1(b), 2.1 or A3. Where a number is repeated or missing, words are added: 3
(second of that number), 2 under “Staffing”, the first unnumbered question. Plain
Python: any `Numbered` can be cited, whether a database row or a node of an outline.
"""
