"""Find personal data in a text by its shape."""

import re
from collections.abc import Iterable, Iterator

from documents.hidden.findings import Finding, counted, warn

# As HMRC describes them: no D, F, I, Q, U, V; O not second; A to D last.
_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r" ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
)
_HEALTH = re.compile(r"\b(\d{3})[ -](\d{3})[ -](\d{4})\b")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_MOST_READ = 5_000_000  # characters; a bound on time
# A few addresses are ordinary contacts; more are a list of people.
_MOST_ADDRESSES = 5


def look_for_people(texts: Iterable[str], place: str = "") -> Iterator[Finding]:
    """Yield numbers and addresses that belong to people."""
    insurance = health = read = 0
    addresses: set[str] = set()
    for text in texts:
        read += len(text)
        if read > _MOST_READ:
            break
        if any(char.isdigit() for char in text):
            insurance += len(_INSURANCE.findall(text))
            health += sum(
                _is_health_number("".join(one)) for one in _HEALTH.findall(text)
            )
        if "@" in text:
            addresses.update(_EMAIL.findall(text.lower()))
    for number, what in (
        (insurance, "National Insurance number"),
        (health, "NHS number"),
    ):
        if number:
            yield warn(
                "personal_numbers",
                place,
                f"It has what looks like {counted(number, what)}. Is that to go out?",
            )
    if len(addresses) > _MOST_ADDRESSES:
        yield warn(
            "email_addresses",
            place,
            f"It has {len(addresses):,} e-mail addresses. Are they to go out?",
        )


def _is_health_number(digits: str) -> bool:
    """Whether the last digit is the correct check digit, modulo eleven."""
    total = sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9]) and len(set(digits)) > 1
