"""Write numbers and moments as a workbook shows them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from documents.safe.moments import Clock

# A piece of a format: what is written as it stands, then what stands for a number.
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.'
    r"|\[\$(?P<currency>[^\]-]*)(?:-(?P<locale>[^\]]*))?\]"
    r"|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<condition>[<>=]+[^\]]*)\]|\[[^\]]*\]"
    r"|(?P<half>AM/PM|A/P)|(?P<fraction>\.0+(?=[^0#?]|$))"
    r"|(?P<general>General)|(?P<exponent>E[+-])|(?P<digits>[0#?.,]+)"
    r"|(?P<moment>y+|m+|d+|h+|s+|b+|e+|g+)|(?P<share>%)|(?P<bar>/)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?(?:E[+-]?\d+)?)", re.I)
_TESTS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "=": lambda a, b: a == b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<>": lambda a, b: a != b,
}
# Formats of the machine of the person who looks.
_OF_THE_MACHINE = {"F800": "d mmmm yyyy", "F400": "hh:mm:ss"}
_MOST_DIGITS = 15  # that a workbook keeps of a number
_MOST_PLACES = 30
_WIDE = Context(prec=400)  # the largest number has 309 digits
_LARGEST, _SMALLEST = 21, -9  # powers of ten written out


@dataclass
class _Section:
    """A section of a format: how the numbers of its condition are written."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    condition: str = ""

    @property
    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.pieces}

    @property
    def is_of_moments(self) -> bool:
        return bool(self.kinds & {"moment", "elapsed", "half"})


def said_of(value: float, code: str, *, is_mac: bool) -> str:
    """Return a number as a cell of this format shows the number.

    A format that cannot be followed gives the number alone.

    Args:
        value: The number.
        code: The format.
        is_mac: Whether the workbook counts its days from 1904.
    """
    sections = _sections(code)
    section, is_signed = _chosen(sections, value)
    if section.is_of_moments:
        return _moment(section, value, is_mac=is_mac)
    if "general" in section.kinds or (not section.pieces and len(sections) == 1):
        written = general(abs(value) if is_signed else value)
        return _filled(section, written)
    if "text" in section.kinds:
        return _filled(section, general(value))
    return _number(section, abs(value), "" if is_signed or value >= 0 else "-")


def said_of_text(text: str, code: str) -> str:
    """Return a text as a cell of this format shows the text."""
    sections = _sections(code)
    of_texts = sections[3] if len(sections) > 3 else sections[-1]
    return _filled(of_texts, text) if "text" in of_texts.kinds else text


def general(value: float) -> str:
    """Return a number in as many digits as a workbook keeps."""
    if isinstance(value, int) and abs(value) < 10**_LARGEST:
        return str(value)
    kept = Decimal(f"{value:.{_MOST_DIGITS - 1}e}")
    if not kept:
        return "0"
    if _SMALLEST <= kept.adjusted() < _LARGEST - 1:
        written = f"{kept:f}"
        return written.rstrip("0").rstrip(".") if "." in written else written
    digits, _, power = f"{kept:E}".partition("E")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits}E{power}"


@lru_cache(maxsize=1_000)
def _sections(code: str) -> list[_Section]:
    made = [_Section()]
    for match in _PIECE.finditer(code):
        kind, found = match.lastgroup or "", match[0]
        if kind == "other" and found == ";":
            made.append(_Section())
        elif kind == "locale" or found.startswith("[$"):
            if usual := _OF_THE_MACHINE.get((match["locale"] or "").upper()):
                return _sections(usual)
            made[-1].pieces.append(("literal", match["currency"] or ""))
        elif kind == "condition":
            made[-1].condition = match["condition"]
        elif kind in {"quoted", "escaped", "other"}:
            made[-1].pieces.append(("literal", match[kind]))
        elif kind == "elapsed":
            made[-1].pieces.append((kind, match[kind].lower()))
        elif kind:
            made[-1].pieces.append((kind, found))
        elif found.startswith("_"):
            made[-1].pieces.append(("literal", " "))
    return [_settled(one) for one in made]


def _settled(section: _Section) -> _Section:
    """Return a section, with the parts of seconds only where moments are written."""
    if not section.is_of_moments:
        section.pieces = [
            ("digits" if kind == "fraction" else kind, one)
            for kind, one in section.pieces
        ]
    return section


def _chosen(sections: list[_Section], value: float) -> tuple[_Section, bool]:
    """Return the section for a number, and whether it writes the sign itself."""
    for one in sections[:2]:
        found = _CONDITION.fullmatch(one.condition)
        if found and _TESTS[found[1]](value, float(found[2])):
            # "<0" takes the sign's place, as the second section of all formats does.
            return one, found[1] in {"<", "<="} and float(found[2]) == 0
    if any(one.condition for one in sections[:2]):
        left = [one for one in sections[:3] if not one.condition]
        return (left[-1] if left else sections[0]), False
    numbers = sections[:3]
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    if value == 0 and len(numbers) > 2:
        return numbers[2], False
    return numbers[0], False


def _filled(section: _Section, written: str) -> str:
    made = "".join(
        written if kind in {"text", "general"} else one
        for kind, one in section.pieces
        if kind in {"text", "general", "literal"}
    )
    return made.strip() if section.pieces else written


def _moment(section: _Section, value: float, *, is_mac: bool) -> str:
    clock = Clock.of(
        value,
        is_mac=is_mac,
        places=_places(section),
        has_half="half" in section.kinds,
    )
    if clock is None:
        return general(value)
    made = ""
    for at, (kind, one) in enumerate(section.pieces):
        if kind == "elapsed":
            made += clock.elapsed(one)
        elif kind == "moment":
            is_minute = _is_minute(section.pieces, at)
            made += clock.said(one.lower(), is_minute=is_minute)
        elif kind == "half":
            half = "AM" if clock.day.hour < 12 else "PM"
            made += half if len(one) > 3 else half[0]
        elif kind == "fraction":
            made += f".{clock.part:0{len(one) - 1}d}"
        elif kind != "text":
            made += one
    return made.strip()


def _places(section: _Section) -> int:
    return max(
        (len(one) - 1 for kind, one in section.pieces if kind == "fraction"), default=0
    )


def _is_minute(pieces: list[tuple[str, str]], at: int) -> bool:
    """Whether an "m" means minutes: it follows hours, or seconds follow it."""
    of_time = {"moment", "elapsed"}
    before = next((one for kind, one in reversed(pieces[:at]) if kind in of_time), "")
    after = next((one for kind, one in pieces[at + 1 :] if kind in of_time), "")
    is_short = len(pieces[at][1]) <= 2
    return is_short and (before[:1].lower() == "h" or after[:1].lower() == "s")


def _number(section: _Section, size: float, sign: str) -> str:
    pieces = section.pieces
    exact = Decimal(f"{size:.{_MOST_DIGITS - 1}e}")
    exact = exact.scaleb(2 * sum(kind == "share" for kind, _ in pieces))
    patterns = [one for kind, one in pieces if kind == "digits"]
    if not patterns:
        return (sign + "".join(one for _, one in pieces)).strip()
    if "bar" in section.kinds:
        return sign + _fraction(pieces, exact)
    if "exponent" in section.kinds:
        return sign + _with_exponent(pieces, exact)
    whole = "".join(patterns)
    exact = exact.scaleb(-3 * (len(whole) - len(whole.rstrip(","))))
    written = iter(_placed(patterns, exact))
    made = "".join(next(written) if kind == "digits" else one for kind, one in pieces)
    has_digit = any(char in "123456789" for char in made)
    return (sign + made.strip()) if has_digit else made.strip()


def _placed(patterns: list[str], exact: Decimal) -> Iterator[str]:
    """Yield the digits of a number for each run of places in a format."""
    parted = next((at for at, one in enumerate(patterns, 1) if "." in one), None)
    whole = "".join(patterns[:parted]).rstrip(",")
    before, _, after = whole.partition(".")
    after = after.replace(",", "").replace(".", "")[:_MOST_PLACES]
    is_grouped = "," in before.strip(",")
    rounded = _rounded(exact, len(after))
    digits, _, decimals = f"{rounded:f}".partition(".")
    digits = digits.lstrip("0")
    while decimals and after[len(decimals) - 1] != "0" and decimals[-1] == "0":
        decimals = decimals[:-1]
    places = before.replace(",", "")
    digits = digits.rjust(len(places.lstrip("#?")), "0")
    if len(patterns) == 1 or parted:
        digits = _grouped(digits) if is_grouped else digits
        yield digits + (f".{decimals}" if "." in whole else "")
        yield from [""] * (len(patterns) - 1)
        return
    # Marks between the places, as in "000-00-0000": they are filled from the right.
    runs: list[str] = []
    for one in reversed(patterns[1:]):
        many = len(one.replace(",", ""))
        runs.append(digits[-many:] if many else "")
        digits = digits[:-many] if many else digits
    yield from [digits, *reversed(runs)]


def _rounded(exact: Decimal, places: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def _grouped(digits: str) -> str:
    first = len(digits) % 3
    parts = [digits[:first]] if first else []
    parts += [digits[at : at + 3] for at in range(first, len(digits), 3)]
    return ",".join(parts)


def _with_exponent(pieces: list[tuple[str, str]], exact: Decimal) -> str:
    patterns = [one for kind, one in pieces if kind == "digits"]
    before, _, after = patterns[0].partition(".")
    step = max(len(before.replace(",", "")), 1)
    power = exact.adjusted() if exact else 0
    power -= power % step if step > 1 else 0
    shown = _rounded(exact.scaleb(-power), len(after))
    if shown.adjusted() >= step:
        power += step
        shown = _rounded(exact.scaleb(-power), len(after))
    width = len(patterns[1]) if len(patterns) > 1 else 1
    sign = "-" if power < 0 else "+"
    written = [f"{shown:f}", f"{abs(power):0{width}d}"]
    made, numbers = "", iter(written)
    for kind, one in pieces:
        if kind == "digits":
            made += next(numbers, "")
        elif kind == "exponent":
            made += "E" + (sign if one.endswith("+") or power < 0 else "")
        else:
            made += one
    return made.strip()


def _fraction(pieces: list[tuple[str, str]], exact: Decimal) -> str:
    bar = next(at for at, (kind, _) in enumerate(pieces) if kind == "bar")
    over = [one for kind, one in pieces[:bar] if kind == "digits"]
    under = "".join(one for kind, one in pieces[bar + 1 :] if kind == "digits")
    whole = Fraction(exact)
    count, rest = divmod(whole, 1) if len(over) > 1 else (0, whole)
    fixed = "".join(
        one for kind, one in pieces[bar + 1 :] if kind in {"digits", "literal"}
    )
    if fixed.strip().isdecimal() and int(fixed) > 0:
        bottom = int(fixed)
        top = round(rest * bottom)
    else:
        near = rest.limit_denominator(10 ** min(max(len(under), 1), 6) - 1)
        top, bottom = near.numerator, near.denominator
    if len(over) > 1 and top == bottom:
        count, top = count + 1, 0
    if not top and len(over) > 1:
        return str(count)
    return f"{count} {top}/{bottom}" if count else f"{top}/{bottom}"
