"""Find the subject of a letter, in a few words."""

import re

from documents.replies.reply import ParsedReply, Role

_HEAD = 4_000  # characters searched for a subject line
_NAMED = re.compile(
    r"(?im)^[ \t*_]*(?:subject|re|regarding)[ \t]*[:\-–][ \t]*(?P<subject>\S.{2,200}?)"
    r"[ \t*_]*$"
)
_GENERAL = re.compile(
    r"(?:re:\s*)?(?:your )?(?:(?:freedom of information|foi|environmental information|"
    r"eir)\b(?: act| regulations)?(?: 20\d\d)?|request for information|"
    r"information request|request|reference|ref|response|reply|no)"
    r"[\s\-–:.#]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[A-Za-z]{0,6}[\s/\-–:#]*[\d/\-.]+\s*[\-–:]*\s*")
_LONGEST = 100  # characters


def subject_of(text: str, reply: ParsedReply) -> str:
    """Return the letter's stated subject, or the beginning of its first question."""
    for found in _NAMED.finditer(text[:_HEAD]):
        subject = found["subject"]
        while (shorter := _GENERAL.sub("", subject, count=1)) != subject and (
            _GENERAL.match(subject)
        ):
            subject = shorter
        subject = _NUMBER.sub("", subject).strip(" -–:")
        if len(subject) > 3 and any(map(str.isalpha, subject)):
            return _cut(subject)
    if reply.questions:
        return _cut(reply.questions[0].text)
    asked = (part for part in reply.passages if part.role is Role.REQUEST)
    part = next(asked, None)
    return _cut(text[part.start : part.end]) if part else ""


def _cut(words: str) -> str:
    folded = " ".join(words.split())
    if len(folded) <= _LONGEST:
        return folded
    return folded[:_LONGEST].rpartition(" ")[0] + "…"
