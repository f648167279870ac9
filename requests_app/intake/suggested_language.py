"""Propose Welsh letters where a pasted text is in Welsh. The officer decides.

Common words tell, without the model by which workers know the language of mails: no
page waits until 30 MB are loaded.
"""

import re
from typing import Final

from documents.mail_labels import MARKS, WELSH

_MOST_CHARACTERS: Final = 5_000
_FEWEST_WELSH: Final = 3
# Common words of the one language and not of the other.
_WELSH: Final = re.compile(
    r"\b(?:annwyl|yn|yr|mae|oes|sawl|faint|beth|pryd|ble|gan|gyda|neu|eich|ein|chi"
    r"|ydych|ydy|yw|oedd|wedi|hyn|hynny|hoffwn|cyngor|cais|gwybodaeth|rhyddid|deddf"
    r"|diolch|gywir|cofion|rhwng|unrhyw|cael|ei|[aio]['’]r|fel|wneud)\b",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|and|to|in|for|is|are|was|were|you|your|we|our|please|how|many|what"
    r"|which|when|where|who|this|that|with|from|have|has|did|been|dear|yours|under"
    r"|any)\b",
    re.IGNORECASE,
)
_WELSH_HEAD: Final = re.compile(
    rf"^{MARKS}(?:{WELSH}){MARKS}[ \t]*:", re.IGNORECASE | re.MULTILINE
)


def why_welsh(text: str) -> str:
    """Return what tells that a text is in Welsh, as a sentence; "" for English.

    Welsh headers of an English text are those of a colleague's mail program.
    """
    start = text[:_MOST_CHARACTERS]
    welsh, english = len(_WELSH.findall(start)), len(_ENGLISH.findall(start))
    if welsh >= _FEWEST_WELSH and welsh > english:
        return "The text is in Welsh."
    if welsh >= english and _WELSH_HEAD.search(start):
        return "Its headers are in Welsh."
    return ""
