"""Represent the findings of a hidden-data check."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Raise this whenever the check can find more.
VERSION = "5"
# The number of findings on a page; a file may repeat the same finding thousands of
# times.
MOST_FINDINGS = 60
# Of the words quoted by a finding: enough to search the file for them.
MOST_LETTERS = 200


class Severity(StrEnum):
    """The action a finding requires before the file may be sent."""

    # The file must be corrected: no reason is good enough, or its content is unknown.
    NEVER = "never"
    # The file must be corrected, or an officer must give a reason to send it as it is.
    BLOCK = "block"
    # An officer must look at the finding.
    WARN = "warn"


_QUOTED = re.compile("“([^”]*)”")
_INNER_QUOTES = str.maketrans("“”", "‘’")
_RANK = {Severity.NEVER: 0, Severity.BLOCK: 1, Severity.WARN: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """A single finding.

    Attributes:
        code: The kind of finding.
        place: Where in the file, "sheet “Pay”"; "" for the file as a whole.
        message: A sentence for the officer, with what to do.
        severity: The action required.
    """

    code: str
    place: str
    message: str
    severity: Severity

    @property
    def words(self) -> str:
        """The words of the file that the message quotes, a line each."""
        return "\n".join(_QUOTED.findall(self.message))

    def as_json(self) -> dict[str, str]:
        """Return the finding in the form stored in the database."""
        return {
            "code": self.code,
            "place": self.place,
            "message": self.message,
            "severity": str(self.severity),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> "Finding":
        """Return the finding from its stored form."""
        return cls(
            kept["code"], kept["place"], kept["message"], Severity(kept["severity"])
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All findings for a file, and the digest of the bytes checked.

    Attributes:
        findings: The findings, gravest first.
        sha256: The digest.
        is_readable: Whether the file could be checked.
        kind: The name of its `Kind` in small letters; "" if that is unknown.
    """

    findings: tuple[Finding, ...]
    sha256: str
    is_readable: bool = True
    kind: str = ""


class CannotLook(Exception):
    """A file could not be checked; the message completes "it …"."""


def never(code: str, place: str, message: str) -> Finding:
    """Return a finding that the officer must correct."""
    return Finding(code, place, message, Severity.NEVER)


def block(code: str, place: str, message: str) -> Finding:
    """Return a finding to correct, or to accept with a reason."""
    return Finding(code, place, message, Severity.BLOCK)


def warn(code: str, place: str, message: str) -> Finding:
    """Return a finding for an officer to look at."""
    return Finding(code, place, message, Severity.WARN)


def within(place: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the findings of a file embedded in another."""
    for one in findings:
        inner = f"{place}, {one.place}" if one.place else place
        yield Finding(one.code, inner, one.message, one.severity)


def unreadable(why: str) -> Finding:
    """Return the finding for a file that could not be checked.

    Args:
        why: Completes "This file could not be checked for hidden data: it …".
    """
    return never(
        "unreadable", "", f"This file could not be checked for hidden data: it {why}."
    )


def damaged() -> Report:
    """Return the report for a file that has changed since it was added."""
    finding = unreadable("has changed since it was added. Add it again")
    return Report((finding,), "", is_readable=False)


def ordered(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    """Return findings without duplicates, gravest first, at most `MOST_FINDINGS`."""
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
    """Return a number with its noun: "1 row", "5,000 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(texts: Sequence[str], most: int = 3) -> str:
    """Return the first of some texts, each in quotation marks."""
    return ", ".join(quoted(one) for one in texts[:most])


def quoted(text: str) -> str:
    """Return a text in quotation marks, shortened if it is long."""
    text = " ".join(text.split()).translate(_INNER_QUOTES)
    is_short = len(text) <= MOST_LETTERS
    return f"“{text if is_short else text[: MOST_LETTERS - 1] + '…'}”"
