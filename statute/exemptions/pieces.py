"""Read a citation piece by piece: numbers, brackets, and words joining them."""

import re
from dataclasses import dataclass, field

from statute.exemptions.nouns import AGAIN, Noun
from statute.exemptions.numbers import Link, Piece

_NUMBER = re.compile(r"(\d{1,3}[A-Z]{0,2})(?![\w%]|[.:/]\d|,\d{3})", re.IGNORECASE)
_BRACKET = re.compile(
    r"[^\S\n]{0,2}(?P<line>\n?)[^\S\n]{0,4}[(\[]\s?"
    r"(?P<limb>\d{1,2}[A-Z]{0,2}|a[a-d]|[ivx]{1,4}|[A-Z])\s?[)\]]",
    re.IGNORECASE,
)
# The "a" of "31(1)a" and the "b" of "36(2)b(i)".
_BARE_LIMB = re.compile(r"(?<=\))(?P<limb>[A-Z])(?!\w)", re.IGNORECASE)
# Words between an exemption and the provision through which it applies.
_THROUGH = r"""
    (?: as\s | when\s | if\s | taken\s | combined\s | coupled\s | considered\s )?
      (?:read\s)? (?: together | jointly | along(?:side)? | in\s(?:conjunction
        |combination|tandem) )? \s? with\b
  | by\s(?:virtue|reason|means|operation|application)\sof\b | via\b | pursuant\sto\b
  | as\sapplied\sby\b | because\sof\b
  | (?:yn|[dt]rwy|o|trwy)\srinwedd\b | yn\srhinwedd\b | yn\sunol\sag?\b
  | (?:fel\sy['’]i\s)?(?:darllenir|ddarllenir|wedi['’]i\s(?:d|dd)arllen)\s
      (?:ar\sy\scyd\s)?(?:â|ag|gydag?)\b | ar\sy\scyd\s(?:â|ag)(?!\w)
"""
_JOINS = r"""
    \s{{0,3}}
    (?: [,(]?\s{{0,2}} (?P<under> {through} )
      | ,\s{{0,2}}(?:(?:and/or|{words})(?!\w)|&)?
      | (?P<stop> ; )\s{{0,2}}(?:(?:{words})(?!\w))?
      | (?:and/or|{words})(?!\w)
      | [&/+] | as\swell\sas\b
      | (?P<range> (?:{ranges})\b | [-–—] ) )
    \s{{0,3}}
"""
_FLAGS = re.IGNORECASE | re.VERBOSE
_JOIN = re.compile(
    _JOINS.format(through=_THROUGH, words="and|or|ac|neu", ranges="to|through"), _FLAGS
)
# "A" and "i" join numbers in Welsh only.
_JOIN_IN_WELSH = re.compile(
    _JOINS.format(
        through=_THROUGH,
        words=r"ac?|neu|ynghyd\sâ|ynghyd\sag|yn\sogystal\sag?|and|or",
        ranges=r"i|hyd\sat|to",
    ),
    _FLAGS,
)
_UNDER = re.compile(rf"[\s,(]{{1,3}}(?:{_THROUGH})\s{{1,3}}", _FLAGS)
# After "section 40 and", a bare 43 is a section too if followed by one of these.
_ENDS_LIST = re.compile(
    r"\s{0,3}(?:(?:of|and|or|under|FOIA|FOISA|EIRs?|are|is|were|was|ha(?:s|ve)|appl\w+"
    r"|o|ac?|neu)\b|&|[,.;:)(]|\Z)"
)
# Text after the bracket of a list item, "(b) Section 40(2)", but not after a limb.
_ITEM = re.compile(r"\s+[A-Z]")
_ITEM_CITES = re.compile(
    r"\s+(?:sections?|regulations?|regs?|ss?|h?adran(?:nau)?|rh?eoliad(?:au)?)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:sub-?sections?|paragraphs?|paras?\.?|limbs?|[pbm]h?aragraff(?:au)?"
    r"|is-?adran(?:nau)?)(?P<limbs>(?:\s{0,2}"
    r"(?:(?:and|or|ac?|neu)\b|,|&)?\s{0,2}[(\[](?:\d{1,2}[A-Z]?|[A-Z]{1,3})[)\]])"
    r"{1,6})\s{1,2}(?:of|in|under|o|yn|o\sdan)\s{1,2}\Z",
    re.IGNORECASE,
)
_LONGEST_LEAD = 60  # characters


@dataclass(slots=True)
class Pieces:
    """The pieces of one citation, read from `start` in `text` up to `end`.

    `spans` has the place of each piece. `is_series` marks "sections 21 to 44": a Part
    of the Act, not a ground. `underlying` is the position of "by virtue of", as an end
    and a number of pieces.
    """

    text: str
    start: int
    noun: Noun
    end: int = 0
    pieces: list[Piece] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    is_series: bool = False
    underlying: tuple[int, int] | None = None

    def leave_out_underlying(self) -> bool:
        """Drop the pieces after "by virtue of", found to be another Act's section.

        Returns:
            Whether there were any such pieces.
        """
        if self.underlying is None:
            return False
        self.end, count = self.underlying
        del self.pieces[count:]
        del self.spans[count:]
        self.underlying = None
        return True

    def read_underlying(self, position: int) -> bool:
        """Read on after the law's name: "40(2) of FOIA by virtue of section 40(3A)".

        Returns:
            Whether more was read.
        """
        under = _UNDER.match(self.text, position)
        number = under and _another_number(self, under.end(), is_under=True)
        if not (under and number):
            return False
        if self.underlying is None:
            self.underlying = (self.end, len(self.pieces))
        _take_number(self, number, under.end())
        _read_on(self)
        return True

    @property
    def is_bare(self) -> bool:
        """Whether the citation is a single number without a bracket."""
        return len(self.pieces) == 1


def read_pieces(text: str, start: int, *, noun: Noun) -> Pieces:
    """Read a number, its brackets and any numbers joined to it by "and" and the like.

    A change of noun ends the list: "section 12 and regulation 12(4)(b)" is two.

    Args:
        text: The text to read from.
        start: Where the first number stands.
        noun: The noun before it.
    """
    read = Pieces(text, start, noun, start)
    if first := _NUMBER.match(text, start):
        _take_number(read, first, start)
        _read_on(read)
    return read


def _read_on(read: Pieces) -> None:
    pattern = _JOIN_IN_WELSH if read.noun.is_welsh else _JOIN
    while join := pattern.match(read.text, read.end):
        link = Link.UP_TO if join["range"] else Link.BESIDE
        limb = _BRACKET.match(read.text, join.end())
        if limb and not _is_list_item(
            read.text, limb, is_after_stop=bool(join["stop"])
        ):
            _take_limb(read, link, limb)
            _take_brackets(read)
        elif number := _another_number(read, join.end(), is_under=bool(join["under"])):
            if join["under"] and read.underlying is None:
                read.underlying = (read.end, len(read.pieces))
            read.is_series |= link is Link.UP_TO
            _take_number(read, number, join.end())
        else:
            break


def read_lead(read: Pieces, start: int) -> int:
    """Move the limbs of "paragraph (a) of section 31(1)" to their place.

    Returns:
        Where the whole citation starts: `start`, or earlier if limbs come first.
    """
    lead = _LEAD.search(read.text[max(start - _LONGEST_LEAD, 0) : start])
    if not lead or not read.pieces:
        return start
    limbs = [limb["limb"] for limb in _BRACKET.finditer(lead["limbs"])]
    own = 1
    while own < len(read.pieces) and read.pieces[own][0] is Link.WITHIN:
        own += 1
    links = [Link.WITHIN, *[Link.BESIDE] * (len(limbs) - 1)]
    read.pieces[own:own] = list(zip(links, limbs, strict=True))
    read.spans[own:own] = [read.spans[own - 1]] * len(limbs)
    return start - len(lead.group())


def _take_number(read: Pieces, number: re.Match[str], start: int) -> None:
    """Take a number with its brackets; its noun, if any, begins at `start`."""
    read.pieces.append((Link.NUMBER, number[1]))
    read.spans.append((start, number.end()))
    read.end = number.end()
    _take_brackets(read)


def _take_limb(read: Pieces, link: Link, limb: re.Match[str]) -> None:
    read.pieces.append((link, limb["limb"]))
    read.spans.append(limb.span())
    read.end = limb.end()


def _take_brackets(read: Pieces) -> None:
    while limb := _BRACKET.match(read.text, read.end) or _BARE_LIMB.match(
        read.text, read.end
    ):
        if _is_list_item(read.text, limb, is_after_stop=False):
            break
        _take_limb(read, Link.WITHIN, limb)


def _another_number(
    read: Pieces, position: int, *, is_under: bool
) -> re.Match[str] | None:
    """Return the next number of the list, unless another noun begins a list of its own.

    A condition may have a noun where its exemption has none: "40(2) by virtue of
    section 40(3A)(a)".
    """
    text = read.text
    again = AGAIN.match(text, position)
    number = _NUMBER.match(text, again.end() if again else position)
    if again and not read.noun.is_alike(again):
        return number if is_under and not read.noun.word else None
    if not number or again or (read.noun.is_plural and not is_under):
        return number
    is_cited = _BRACKET.match(text, number.end()) or _ENDS_LIST.match(
        text, number.end()
    )
    return number if is_cited else None


def _is_list_item(text: str, limb: re.Match[str], *, is_after_stop: bool) -> bool:
    """Whether the bracket numbers the next item of a list: "…; (b) Section 40(2)"."""
    if _ITEM_CITES.match(text, limb.end()):
        return True
    is_on_new_line = bool(limb.groupdict().get("line"))
    return (is_after_stop or is_on_new_line) and bool(_ITEM.match(text, limb.end()))
