"""Check a file for hidden data: data the reader would get but the sender cannot see.

Plain Python: a path in, findings out. `scan` reads in this process. `scan_apart` reads
in a separate process with bounded time and memory; use it for every uploaded file.

Source: ICO, Disclosing documents to the public securely, 31 July 2025, and its penalty
notice to the Police Service of Northern Ireland, September 2024: a hidden sheet of
9,483 people's data went out with an answer.
"""
