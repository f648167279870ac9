"""Tell what a text is about, by the words that it shares with a question."""

import re

# Words of a question that do not tell what it is about.
_COMMON_WORDS = """
about above after also answer asked before being below between both copies
copy could data date dates details document documents does during each email
emails every file files from give given have held hold holds information into
kind last made many more most much number numbers other over please policy
provide record records regarding relating report reports request send since
some such tell than that their them there these they this those under used
were what when where whether which will with within would year years your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_WORD = re.compile(r"[^\W\d_]{4,40}")
_LONGEST_STEM = 6  # letters
_KINDS = (
    r"(?:reports?|files?|lists?|documents?|polic(?:y|ies)|letters?|footage|records?"
    r"|e-?mails?|recordings?|images?|registers?|minutes|contracts?|dossiers?)"
)
_THING = re.compile(rf"\b{_KINDS}\b")
_THE_THING = re.compile(rf"\b(?:the|this|that)\s(?:\w+\s)?({_KINDS})\b")


def is_about(subject: set[str], about: set[str], share: float) -> bool:
    """Whether words share this much with the subject, and at least two words."""
    shared = len(about & subject)
    return bool(subject) and shared >= max(len(subject) * share, min(2, len(subject)))


def stems_of(text: str) -> set[str]:
    """Return the beginnings of the words that tell what a text is about."""
    words = (word.lower() for word in _WORD.findall(text))
    return {word[:_LONGEST_STEM].rstrip("s") for word in words if word not in _COMMON}


def things_in(*texts: str) -> set[str]:
    """Return the kinds of record that texts name."""
    return {word for text in texts for word in _THING.findall(text.lower())}


def the_things_in(text: str) -> set[str]:
    """Return the kinds of record that a text points to: "the report"."""
    return set(_THE_THING.findall(text.lower()))
