"""Recognise where a quoted mail begins in a text."""

import re
from typing import Final

from documents.mail_labels import LABELS, MARKS

_LABEL: Final = re.compile(
    rf"[ \t>|]{{0,6}}{MARKS}(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items())
    + rf"){MARKS}[ \t]{{0,2}}:",
    re.IGNORECASE,
)
_NEEDED: Final = {"sender", "date", "addressee", "subject"}
_MOST_HEAD: Final = 40  # lines of a head: addressees may take many
_RULE: Final = re.compile(r"\s*(?:[_=*-]\s?){5,}\s*")
_ORIGINAL: Final = re.compile(
    r"\s*-{3,}\s*(?:original (?:message|appointment)|(?:y )?neges wreiddiol|"
    r"neges gwreiddiol|reply message|ateb)\s*-{3,}\s*",
    re.IGNORECASE,
)
_FORWARDED: Final = re.compile(
    r"\s*(?:-{3,}\s*(?:forwarded (?:message|by)|neges a anfonwyd ymlaen|"
    r"wedi(?:'|’)i anfon ymlaen).{0,80}|begin forwarded message:|"
    r"dechrau neges a anfonwyd ymlaen:)\s*",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    r"\b(?:below|beneath|underneath|isod|islaw|forward(?:ing|ed)|"
    r"forward (?:this|the|you)|anfon\w*\b.{0,40}\bymlaen|"
    r"(?:e-?mail|message) (?:trail|chain|thread)|in red|mewn coch|in ?line|"
    r"the following (?:e-?mail|message|request)|"
    r"my (?:answers|replies|comments|responses) (?:are )?(?:in|to|with)in)\b",
    re.IGNORECASE,
)
_WROTE: Final = re.compile(r"\b(?:wrote|writes|ysgrifennodd)\b", re.IGNORECASE)
_OPENING: Final = re.compile(r"\s*(?:on|ar|ddydd|am)\b", re.IGNORECASE)
_WHEN: Final = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b(?:19|20)\d\d\b|\d/\d{1,2}/\d\d")
_SPEAKS: Final = re.compile(
    r"\b(?:you|your|i|we|he|she|they|chi|eich|chwi|fi|ni|nhw)\b", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{1,200}")
_LONGEST_ATTRIBUTION: Final = 400  # characters, over at most four lines
_MOST_ATTRIBUTION: Final = 4


class Lines:
    """The lines of a text with their places."""

    def __init__(self, text: str) -> None:
        self.texts = text.split("\n")
        self.starts: list[int] = []
        self.ends: list[int] = []
        at = 0
        for line in self.texts:
            self.starts.append(at)
            self.ends.append(at + len(line))
            at += len(line) + 1

    def __len__(self) -> int:
        return len(self.texts)

    def is_blank(self, number: int) -> bool:
        """Whether a line has no words."""
        return not self.texts[number].strip()

    def is_signed(self, number: int) -> bool:
        """Whether a line begins with a quote sign."""
        return self.texts[number].lstrip(" \t").startswith(">")


def is_forwarded(lines: Lines, end: int) -> bool:
    """Whether the mail forwards another, by the words of a mail program.

    A mail forwarded within the quoted mail says nothing about the mail itself.

    Args:
        lines: The lines of the text.
        end: The line from which everything is quoted.
    """
    for number in range(end):
        words = lines.texts[number][:200].strip(" \t>")
        if _FORWARDED.fullmatch(words) and not _is_within_quote(lines, number):
            return True
    return False


def _is_within_quote(lines: Lines, number: int) -> bool:
    """Whether quoted words stand above a line in the same quote."""
    if not lines.is_signed(number):
        return False
    above = number - 1
    while above >= 0 and lines.is_signed(above):
        if lines.texts[above].strip(" \t>"):
            return True
        above -= 1
    return False


def points_below(line: str) -> bool:
    """Whether words of the sender speak of the text below."""
    return _BELOW.search(line) is not None


def quote_start(lines: Lines) -> int:
    """Return the line from which everything is an earlier mail, or the number of lines.

    An earlier mail without quote signs is known by its whole head, sender, date,
    addressee and subject in successive lines, or by "Original Message". Words that end
    with a colon right above introduce the earlier mail: it then belongs to them.
    """
    for number, line in enumerate(lines.texts):
        is_original = _ORIGINAL.fullmatch(line[:120]) is not None
        if not is_original and not _has_head(lines, number):
            continue
        start = number if is_original else _with_rule(lines, number)
        if lines.is_signed(start) or is_introduced(lines, start):
            continue
        return start
    return len(lines)


def _has_head(lines: Lines, number: int) -> bool:
    """Whether the head of a mail begins at a line, and is whole."""
    begun = _LABEL.match(lines.texts[number][:200])
    if begun is None or begun["sender"] is None:
        return False
    missing = set(_NEEDED)
    last = ""
    for line in lines.texts[number : number + _MOST_HEAD]:
        label = _LABEL.match(line[:200])
        if label is not None and label.lastgroup:
            last = label.lastgroup
            missing.discard(last)
        elif not line.strip() or not _goes_on(line, last):
            break
        if not missing:
            return True
    return not missing


def _goes_on(line: str, last: str) -> bool:
    """Whether a line without a label goes on with the addressees above."""
    is_list = last in {"addressee", "other"}
    return is_list and ("@" in line or ";" in line or line.startswith((" ", "\t")))


def _with_rule(lines: Lines, number: int) -> int:
    """Return the line of a rule right above a head, or of the head itself."""
    above = number - 1
    while above > 0 and number - above < 3 and lines.is_blank(above):
        above -= 1
    if above < 0:
        return number
    line = lines.texts[above][:120]
    is_rule = _RULE.fullmatch(line) or _ORIGINAL.fullmatch(line)
    return above if is_rule else number


def is_introduced(lines: Lines, number: int) -> bool:
    """Whether the words above a line end with a colon."""
    above = number - 1
    while above >= 0 and lines.is_blank(above):
        above -= 1
    return above >= 0 and lines.texts[above].rstrip().endswith(":")


def attribution_above(lines: Lines, first: int) -> int:
    """Return the first line about the author of a quote, or the quote's start.

    "On Monday at 10:00 Jo Ellis wrote:" may be broken over several lines. The sender's
    own "On 3 March you wrote:" is no such line.
    """
    last = first - 1
    while last >= 0 and first - last < 3 and lines.is_blank(last):
        last -= 1
    if last < 0 or not lines.texts[last].rstrip().endswith(":"):
        return first
    for size in range(1, _MOST_ATTRIBUTION + 1):
        begin = last - size + 1
        if begin < 0 or lines.is_blank(begin) or lines.is_signed(begin):
            break
        words = " ".join(line.strip() for line in lines.texts[begin : last + 1])
        if len(words) > _LONGEST_ATTRIBUTION:
            break
        if _is_attribution(words):
            return begin
    return first


def _is_attribution(words: str) -> bool:
    if _SPEAKS.search(_ADDRESS.sub("", words)):
        return False
    says_when = _WHEN.search(words) is not None
    says_who = _ADDRESS.search(words) is not None
    if found := _WROTE.search(words):
        is_last = words[found.end() :].strip() == ":"
        return says_when and (says_who or (is_last and _opens(words)))
    # Some programs write only the moment and the address.
    return says_when and says_who and words.endswith((">:", "):"))


def _opens(words: str) -> bool:
    return _OPENING.match(words) is not None
