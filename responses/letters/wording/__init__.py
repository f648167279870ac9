"""The fixed sentences of letters, each with a key, fields and languages.

The released English is in `sentences/*.toml`, the released Welsh in the catalogue
`responses/locale/cy/LC_MESSAGES/django.po`. An authority's own wording comes to a
`LetterWording` as plain text. A sentence holds words, **bold** words and `{fields}`,
and nothing executable.
"""
