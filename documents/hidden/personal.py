"""Find personal data in a text by its shape, in the ways people write it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from documents.hidden.findings import Finding, counted, quoted, warn

_GAP = r"[ .\-/\u00a0\u2010-\u2015]{0,2}"
# As HMRC describes them: no D, F, I, Q, U, V; O not second; A to D last.
_INSURANCE = re.compile(
    rf"(?<![A-Z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z]{_GAP}[A-CEGHJ-NPR-TW-Z]"
    rf"(?:{_GAP}\d){{6}}{_GAP}[A-D](?![A-Z\d])",
    re.IGNORECASE,
)
_HEALTH = re.compile(
    rf"(?<![\d.,-])(\d{{3}})({_GAP})(\d{{3}}){_GAP}(\d{{4}})(?![\d,-])"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+\s?44|0044|\(?0)[\s().\-]{0,3}(?:0\)\s?)?"
    r"[1237]\d(?:[\s().\-]{0,2}\d){7,8}(?![\d,])"
)
_POSTCODE = re.compile(
    r"(?<![A-Z\d])(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]?[ .\-\u00a0]{0,2}"
    r"\d[ABD-HJLNP-UW-Z]{2})(?![A-Z\d])",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"(?<![A-Z\d])(?:[A-HJ-PR-Y]{2}\d{2}[ -]?[A-HJ-PR-Z]{3}|"
    r"[A-HJ-NPR-TV-Y]\d{1,3}[ -]?[A-Z]{3})(?![A-Z\d])"
)
_ACCOUNT = re.compile(r"(?<!\d)\d{2}[- ]?\d{2}[- ]?\d{2}\D{1,30}?(?<!\d)\d{8}(?!\d)")
_IBAN = re.compile(
    r"(?<![A-Z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b"
)
_CARD = re.compile(r"(?<![\d.,-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,4}(?![\d-])")
_BANK = re.compile(r"sort|account|iban|bacs", re.IGNORECASE)
DATE = re.compile(
    r"\d{1,2}[ ./-](?:\d{1,2}|[A-Za-z]{3,9})[ ./,-]+(?:19|20)?\d{2}|"
    r"(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?:[T ][\d:.]+)?"
)
_BORN = re.compile(r"\b(?:born|birth|d\.?o\.?b)\b", re.IGNORECASE)
_MARKING = re.compile(
    r"\b(?:OFFICIAL[-–: ]{1,3}SENSITIVE(?:[-–: ]{1,3}[A-Z]{4,12})?|TOP SECRET|"
    r"(?:NHS |STRICTLY |COMMERCIAL[- ]IN[- ]|MEDICAL[- ]IN[- ])CONFIDENTIAL|"
    r"PROTECT ?[-–] ?[A-Z]{4,12})\b"
)
_CRIME = re.compile(
    r"\b(?:crime|incident|custody|collar|warrant|case) (?:ref(?:erence)?|no|number)"
    r"\.?:? ?[A-Z\d][A-Z\d/.-]{3,}",
    re.IGNORECASE,
)
_NEAR = 120  # characters around a number, with the words for its kind
_MOST_READ = 5_000_000  # characters; a bound on time
# A few addresses or numbers are ordinary contacts; more are a list of people.
_FEW = 5


def is_insurance(text: str) -> bool:
    """Whether a text has a National Insurance number."""
    return _INSURANCE.search(text) is not None


def is_health(text: str) -> bool:
    """Whether a text is an NHS number, however its digits are parted."""
    found = _HEALTH.fullmatch(text.strip())
    return found is not None and _has_check_digit(found)


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number."""
    return _PHONE.fullmatch(text.strip()) is not None


def is_postcode(text: str) -> bool:
    """Whether a text ends with a postcode, as an address does."""
    found = list(_POSTCODE.finditer(text))
    return bool(found) and found[-1].end() >= len(text.rstrip(" .,")) - 1


def is_vehicle(text: str) -> bool:
    """Whether a text is a number plate."""
    return _VEHICLE.fullmatch(text.strip()) is not None


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return _EMAIL.fullmatch(text.strip()) is not None


def is_account(text: str) -> bool:
    """Whether a text is the number of a bank account abroad, or of a card."""
    iban, card = _IBAN.fullmatch(text.strip()), _CARD.fullmatch(text.strip())
    return bool((iban and _is_iban(iban[0])) or (card and _is_card(card[0])))


@dataclass(frozen=True, slots=True)
class _Shape:
    """A kind of personal data with the number of it that is no accident."""

    what: str
    pattern: re.Pattern[str]
    most: int
    holds: Callable[[re.Match[str], str], bool] = lambda found, text: True


def _has_check_digit(found: re.Match[str]) -> bool:
    """Whether the last digit is the correct check digit, modulo eleven."""
    digits = found[1] + found[3] + found[4]
    total = sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9]) and len(set(digits)) > 1


def _is_iban(written: str) -> bool:
    """Whether an account number has correct check digits: ISO 13616, modulo 97."""
    plain = written.replace(" ", "")
    digits = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    return 15 <= len(plain) <= 34 and int(digits) % 97 == 1


def _is_card(written: str) -> bool:
    """Whether a card's number has the correct check digit: ISO/IEC 7812, Luhn's."""
    digits = [int(sign) for sign in written if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


_SHAPES = (
    _Shape("National Insurance number", _INSURANCE, 0),
    # Ten digits in one piece are often something else.
    _Shape(
        "NHS number",
        _HEALTH,
        0,
        lambda found, text: (
            _has_check_digit(found) and (bool(found[2]) or "nhs" in text.lower())
        ),
    ),
    _Shape("date of birth", DATE, 0, lambda found, text: bool(_BORN.search(text))),
    _Shape("bank account", _ACCOUNT, 0, lambda found, text: bool(_BANK.search(text))),
    _Shape("bank account", _IBAN, 0, lambda found, text: _is_iban(found[0])),
    _Shape("payment card", _CARD, 0, lambda found, text: _is_card(found[0])),
    _Shape("protective marking", _MARKING, 0),
    _Shape("reference of a case", _CRIME, 2),
    _Shape("number plate", _VEHICLE, 3),
    _Shape("telephone number", _PHONE, _FEW),
    _Shape("postcode", _POSTCODE, _FEW),
)


def look_for_people(texts: Iterable[str], place: str = "") -> Iterator[Finding]:
    """Yield numbers and addresses that belong to people."""
    found: dict[str, dict[str, None]] = {shape.what: {} for shape in _SHAPES}
    addresses: dict[str, None] = {}
    read = 0
    for text in texts:
        read += len(text)
        if read > _MOST_READ:
            break
        if any(char.isdigit() for char in text):
            for shape in _SHAPES:
                for match in shape.pattern.finditer(text):
                    near = text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
                    if shape.holds(match, near):
                        found[shape.what][match[0]] = None
        elif marked := _MARKING.search(text):
            found["protective marking"][marked[0]] = None
        if "@" in text:
            addresses.update(dict.fromkeys(_EMAIL.findall(text.lower())))
    for shape in {one.what: one for one in _SHAPES}.values():
        many = found[shape.what]
        if len(many) > shape.most:
            yield warn(
                "personal_numbers",
                place,
                f"It has what looks like {_numbered(len(many), shape.what)}, such as "
                f"{quoted(next(iter(many)))}. Is that to go out?",
            )
    if len(addresses) > _FEW:
        yield warn(
            "email_addresses",
            place,
            f"It has {len(addresses):,} e-mail addresses, such as "
            f"{quoted(next(iter(addresses)))}. Are they to go out?",
        )


def _numbered(number: int, what: str) -> str:
    head, of, rest = what.partition(" of ")
    return counted(number, what, f"{head}s{of}{rest}")
