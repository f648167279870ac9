"""Look through a file for what its reader gets and its sender does not see.

Plain Python: a path in, findings out. `scan` reads in this process; `scan_apart` has a
process of its own read, with bounded time and memory, which is how files that somebody
uploaded are to be read.

Source: ICO, Disclosing documents to the public securely, 31 July 2025, and its penalty
notice to the Police Service of Northern Ireland, September 2024: a hidden sheet of
9,483 people's data went out with an answer.
"""
