"""Make copies of files that keep nothing but what is seen.

Plain Python: bytes in, bytes out. The original is not changed. Check each copy with
`documents.hidden` before it goes out: a copy is no proof.
"""
