"""Read a CSV file of people, and tell the problems of each line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from django.core.exceptions import ValidationError

from accounts.models import Authority, Department, Team, User
from accounts.policy import Role
from requests_app.forms.fields import check_email_address
from requests_app.refusals import Refusal
from requests_app.staff.details import Details, in_order

MOST_BYTES: Final = 1_000_000
MOST_PEOPLE: Final = 500
COLUMNS: Final = ("First name", "Last name", "E-mail", "Team", "Department", "Roles")
_NEEDED: Final = ("first name", "last name", "e-mail")
_SPELLINGS: Final = {"email": "e-mail", "e-mail address": "e-mail", "role": "roles"}
_LONGEST_NAME: Final = 150
# Problems beyond these are counted and not shown.
MOST_SHOWN: Final = 50
_Part = TypeVar("_Part", Team, Department)


class FileRefused(Refusal):
    """The file as a whole cannot be read as a list of people."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in one line of the file."""

    line: int
    says: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person, with the first line of the person in the file."""

    line: int
    details: Details


@dataclass(slots=True)
class People:
    """The contents of a file: the people, and the problems by line."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def text_of(content: bytes) -> str:
    """Return the text of an uploaded file.

    Raises:
        FileRefused: The file is too large, empty, no text, or not in UTF-8.
    """
    if len(content) > MOST_BYTES:
        raise FileRefused(
            "The file is larger than 1 MB. A list of people is smaller: check that you "
            "chose the right file.",
            field="file",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise FileRefused(
            f"Line {line} has letters that are not in UTF-8. Save the file as “CSV "
            "UTF-8” and choose it again.",
            field="file",
        ) from wrong
    if "\0" in text:
        raise FileRefused(
            "The file is no CSV file. Save the list as “CSV UTF-8” and choose it "
            "again.",
            field="file",
        )
    if not text.strip():
        raise FileRefused("The file is empty. Choose another file.", field="file")
    return text


def read_people(text: str, *, authority: Authority, may_make_owners: bool) -> People:
    """Return the people of a file, each line checked against the authority's records.

    Args:
        text: The file, its first line the names of the columns.
        authority: The authority to which all people are to belong.
        may_make_owners: Whether the role of an owner may be given.

    Raises:
        FileRefused: The columns are not those of the template, nobody is listed, or
            more people are listed than are imported at once.
    """
    lines = _lines(text)
    columns = _columns(next(lines)[1])
    known = _Known(authority, may_make_owners)
    found = People()
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(found.rows) + len(found.problems) >= MOST_PEOPLE * 4:
            break
        problems, row = known.check(number, cells, columns)
        found.problems += [Problem(number, says) for says in problems]
        if row is not None:
            found.rows.append(row)
    if not found.rows and not found.problems:
        raise FileRefused("The file lists nobody below its first line.", field="file")
    if len(found.rows) > MOST_PEOPLE:
        raise FileRefused(
            f"The file lists more than {MOST_PEOPLE} people. Split the file.",
            field="file",
        )
    found.problems += known.have_accounts(found.rows)
    found.problems.sort(key=lambda each: each.line)
    return found


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of its first line."""
    first = text.lstrip("\n\r").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if cells or begins > 1:
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as broken:
        raise FileRefused(
            f"Line {reader.line_num} cannot be read: a quotation mark is missing, or "
            "stands alone.",
            field="file",
        ) from broken


def _columns(cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    names = [_SPELLINGS.get(name, name) for name in names]
    known = {name.lower() for name in COLUMNS}
    strange = [
        cell.strip()
        for cell, name in zip(cells, names, strict=True)
        if name and name not in known
    ]
    missing = [
        name
        for name in COLUMNS
        if name.lower() in _NEEDED and name.lower() not in names
    ]
    if missing:
        raise FileRefused(
            f"The first line lacks the column “{missing[0]}”. Download the template, "
            "and keep its first line.",
            field="file",
        )
    if strange or len(set(filter(None, names))) < len([n for n in names if n]):
        which = strange[0][:60] if strange else "one of its names"
        raise FileRefused(
            f"The first line has “{which}” twice or unknown. The columns are: "
            f"{', '.join(COLUMNS)}.",
            field="file",
        )
    return names


class _Known:
    """The records of an authority, read once to check all lines."""

    def __init__(self, authority: Authority, may_make_owners: bool) -> None:
        self.authority = authority
        self.teams = {team.name.lower(): team for team in authority.teams.all()}
        self.departments = {
            each.name.lower(): each for each in authority.departments.all()
        }
        self.roles = {
            word: role
            for role in Role
            for word in (role.value, str(role.label).lower())
            if role is not Role.OWNER or may_make_owners
        }
        self.lines: dict[str, int] = {}

    def check(
        self, number: int, cells: list[str], columns: list[str]
    ) -> tuple[list[str], Row | None]:
        """Return the problems of a line, or the person."""
        if len(cells) > len(columns):
            return [
                f"The line has {len(cells)} cells, and the first line {len(columns)}."
            ], None
        said = dict.fromkeys((name.lower() for name in COLUMNS), "")
        said |= {
            name: " ".join(cell.split())
            for name, cell in zip(columns, cells, strict=False)
            if name
        }
        problems = [*self._names(said), *self._address(number, said)]
        team = self._part("team", self.teams, said, problems)
        department = self._part("department", self.departments, said, problems)
        roles = self._roles(said, problems)
        if Role.CONTRIBUTOR in roles and not said["department"]:
            problems.append("A contributor needs a department.")
        if problems:
            return problems, None
        details = Details(
            first_name=said["first name"],
            last_name=said["last name"],
            email=said["e-mail"],
            team=team,
            department=department,
            roles=tuple(in_order(roles)),
        )
        return [], Row(number, details)

    def have_accounts(self, rows: list[Row]) -> list[Problem]:
        """Return a problem for each person with the address of a colleague."""
        colleagues = {
            email.lower()
            for email in User.objects.filter(authority=self.authority).values_list(
                "email", flat=True
            )
        }
        taken = [row for row in rows if row.details.email.lower() in colleagues]
        for row in taken:
            rows.remove(row)
        return [
            Problem(row.line, f"{row.details.email} has an account here already.")
            for row in taken
        ]

    def _names(self, said: dict[str, str]) -> Iterator[str]:
        for name in ("first name", "last name"):
            if not said[name]:
                yield f"The {name} is missing."
            elif len(said[name]) > _LONGEST_NAME:
                yield f"The {name} is longer than {_LONGEST_NAME} letters."

    def _address(self, number: int, said: dict[str, str]) -> Iterator[str]:
        address = said["e-mail"]
        if not address:
            yield "The e-mail address is missing."
            return
        try:
            check_email_address(address)
        except ValidationError:
            yield f"“{address[:80]}” is no e-mail address."
            return
        before = self.lines.setdefault(address.lower(), number)
        if before != number:
            yield f"{address} is on line {before} already."

    def _part(
        self,
        kind: str,
        parts: Mapping[str, _Part],
        said: Mapping[str, str],
        problems: list[str],
    ) -> _Part | None:
        name = said[kind]
        if name and name.lower() not in parts:
            problems.append(f"There is no {kind} “{name[:80]}”.")
        return parts.get(name.lower())

    def _roles(self, said: dict[str, str], problems: list[str]) -> list[Role]:
        words = [word.strip() for word in re.split(r"[,;/+]", said["roles"])]
        roles = []
        for word in filter(None, words):
            if role := self.roles.get(word.lower()):
                roles.append(role)
            else:
                problems.append(f"There is no role “{word[:40]}” to give.")
        return roles
