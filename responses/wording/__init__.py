"""The fixed sentences of letters: each has a name, its fields and its languages.

The release's English is in `sentences/*.toml`, its Welsh in the catalogue
`responses/locale/cy/LC_MESSAGES/django.po`; an authority's own wording comes to a
`Speech` as plain text. A sentence holds words, **bold** words and `{fields}`, and
nothing that could run.
"""

from responses.wording.catalogue import (
    CATALOGUE,
    GROUPS,
    Group,
    Sentence,
    SentenceUnknown,
    get,
)
from responses.wording.filling import SentenceRefused
from responses.wording.languages import language_of
from responses.wording.speech import Speech
from responses.wording.welsh import ENGLISH, WELSH, released

__all__ = [
    "CATALOGUE",
    "ENGLISH",
    "GROUPS",
    "WELSH",
    "Group",
    "Sentence",
    "SentenceRefused",
    "SentenceUnknown",
    "Speech",
    "get",
    "language_of",
    "released",
]
