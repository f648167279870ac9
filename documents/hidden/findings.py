"""What a scan reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

# Goes up whenever the scanner learns to see more.
VERSION = "2"
# A file full of the same thing is told of once, not ten thousand times.
MOST_FINDINGS = 60


class Severity(StrEnum):
    """What may become of a file in which something was found."""

    # It must be mended: no reason is good enough, or nobody can tell what is in it.
    NEVER = "never"
    # It must be mended, or somebody must say why it may go as it is.
    BLOCK = "block"
    # Somebody must look at it.
    WARN = "warn"


_RANK = {Severity.NEVER: 0, Severity.BLOCK: 1, Severity.WARN: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found.

    Attributes:
        code: What kind of thing it is.
        place: Where in the file, "sheet “Pay”"; "" for the file as a whole.
        message: A sentence for the officer, with what to do.
        severity: What may become of the file.
    """

    code: str
    place: str
    message: str
    severity: Severity

    def as_json(self) -> dict[str, str]:
        """Return it as it is kept."""
        return {
            "code": self.code,
            "place": self.place,
            "message": self.message,
            "severity": str(self.severity),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> "Finding":
        """Return it as it was."""
        return cls(
            kept["code"], kept["place"], kept["message"], Severity(kept["severity"])
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All that a scan found, and of which bytes."""

    findings: tuple[Finding, ...]
    sha256: str
    is_readable: bool = True


class CannotLook(Exception):
    """A file could not be looked through; says why, to complete "it …"."""


def never(code: str, place: str, message: str) -> Finding:
    """Return a finding that must be mended."""
    return Finding(code, place, message, Severity.NEVER)


def block(code: str, place: str, message: str) -> Finding:
    """Return a finding that must be mended, or accepted for a reason."""
    return Finding(code, place, message, Severity.BLOCK)


def warn(code: str, place: str, message: str) -> Finding:
    """Return a finding that somebody must look at."""
    return Finding(code, place, message, Severity.WARN)


def within(place: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the findings of a file that lies within another."""
    for one in findings:
        inner = f"{place}, {one.place}" if one.place else place
        yield Finding(one.code, inner, one.message, one.severity)


def unreadable(why: str) -> Finding:
    """Return the finding of a file that could not be looked through.

    Args:
        why: Completes "This file could not be looked through: it …".
    """
    return never("unreadable", "", f"This file could not be looked through: it {why}.")


def damaged() -> Report:
    """Return the report of a file that is not the one that was added."""
    finding = unreadable("has changed since it was added. Add it again")
    return Report((finding,), "", is_readable=False)


def ordered(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    """Return findings once each, the gravest first, and no more than a page takes."""
    found = sorted(dict.fromkeys(findings), key=lambda one: _RANK[one.severity])
    if len(found) <= MOST_FINDINGS:
        return tuple(found)
    more = len(found) - MOST_FINDINGS
    gravest = found[MOST_FINDINGS].severity
    rest = Finding(
        "more", "", f"{more:,} more things of the same gravity or less.", gravest
    )
    return (*found[:MOST_FINDINGS], rest)


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 row", "5,000 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def quoted(text: str, most: int = 40) -> str:
    """Return a text in quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= most else text[: most - 1] + '…'}”"
