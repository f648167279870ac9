"""Tell the ornament of a text from its words: rules, emphasis, tags of HTML."""

import html
import re
from bisect import bisect_left

_BLOCK = re.compile(
    r"(?:</(?:ol|ul|table|div|body|html)>\s{0,20})|"
    r"<(?:p|div|li|ol|ul|tr|table|h[1-6]|blockquote)(?:\s[^<>]{0,300})?>|"
    r"(?<=<br>)|(?<=<br/>)|(?<=<br />)",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:p|div|span|br|hr|li|ol|ul|dl|dt|dd|b|i|u|s|em|strong|small|a|font|table|"
    r"tbody|thead|tr|td|th|h[1-6]|blockquote|pre|code|sup|sub|img|html|head|body|meta|"
    r"style|title|o:p)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"(?:</?\w+>\s{0,20}){0,5}<(?:p|h[1-6]|blockquote)\b", re.IGNORECASE
)
_FEWEST_BLOCKS = 2
_EMPHASIS = re.compile(r"(\*{2,3}|__)(?=\S)([^*_\n]{1,300})(?<=\S)\1")
_HASHES = re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+")
_RULE = re.compile(r"[ \t]*(?:[^\w\s?!][ \t]?){3,}")


def is_ornament(words: str) -> bool:
    """Whether a line is only drawn: a rule of hyphens, stars or lines."""
    return _RULE.fullmatch(words[:200]) is not None


def is_html(text: str) -> bool:
    """Whether a text is HTML pasted as it is written."""
    head = text[:20_000]
    return len(_BLOCK.findall(head)) >= _FEWEST_BLOCKS and "</" in head


def block_starts(words: str) -> list[int]:
    """Return where the blocks of a line of HTML begin, 0 first.

    Tags without words go with the words before them; closing tags with those after.
    """
    ends = [(tag.start(), tag.end()) for tag in _TAG.finditer(words)]
    begins = [begin for begin, _ in ends]
    found = sorted({0, *(block.start() for block in _BLOCK.finditer(words))})
    starts: list[int] = []
    for start, end in zip(found, [*found[1:], len(words)], strict=True):
        if starts and not _has_words(words, start, end, ends, begins):
            if not words.startswith("</", start):
                continue
            end = start
        starts.append(start)
    return _without_wordless(words, starts, ends, begins)


def is_paragraph(words: str, start: int) -> bool:
    """Whether a block of HTML is shown below an empty line."""
    return _PARAGRAPH.match(words, start) is not None


def past_tags(words: str, start: int) -> int:
    """Return where the words after some tags begin, `start` without tags there."""
    while tag := _TAG.match(words, start):
        start = tag.end()
        while words[start : start + 1].isspace():
            start += 1
    return start


def _without_wordless(
    words: str, starts: list[int], ends: list[tuple[int, int]], begins: list[int]
) -> list[int]:
    """Return the starts, without the second of two with no words between."""
    kept: list[int] = []
    for start in starts:
        if kept and not _has_words(words, kept[-1], start, ends, begins):
            continue
        kept.append(start)
    return kept


def _has_words(
    words: str, start: int, end: int, ends: list[tuple[int, int]], begins: list[int]
) -> bool:
    """Whether anything but tags stands in a part of a line."""
    at = start
    for number in range(bisect_left(begins, start), bisect_left(begins, end)):
        begin, stop = ends[number]
        if words[at:begin].strip():
            return True
        at = stop
    return bool(words[at:end].strip())


def shown(words: str) -> str:
    """Return words as they are shown: without tags, rules and signs of emphasis."""
    if "<" in words and _TAG.search(words):
        words = html.unescape(_TAG.sub(" ", words))
    if "**" in words or "__" in words:
        words = _EMPHASIS.sub(r"\2", words)
    if "#" in words:
        words = _HASHES.sub("", words)
    return "\n".join(
        line for line in words.split("\n") if not is_ornament(line)
    ).strip()
