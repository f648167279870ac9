"""The fixed sentences of letters: each has a name, its fields and its languages.

The release's English is in `sentences/*.toml`, its Welsh in the catalogue
`responses/locale/cy/LC_MESSAGES/django.po`; an authority's own wording comes to a
`LetterWording` as plain text. A sentence holds words, **bold** words and `{fields}`,
and nothing that could run.
"""
