"""Judge the rows of a table: new, there already, or rejected with the reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from accounts.models import Authority
from requests_app.models import FOIRequest
from requests_app.past_requests.columns import TITLES
from requests_app.past_requests.drafts import Draft, Office, draft_of
from requests_app.past_requests.tables import Bad, Row, Table, as_reference
from requests_app.past_requests.values import NotRead

# What makes a request another one: not who has it, and what happened to it since.
_COMPARED: Final = {
    "received_on": "Received on",
    "subject": "Subject",
    "received_text": "Text",
    "requester_name": "Requester name",
    "requester_email": "E-mail",
    "regime": "Law",
    "state": "State",
    "answered_on": "Answered on",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that is rejected, or something to know of a row that is not."""

    row: Row
    says: str


@dataclass(slots=True)
class Judged:
    """What becomes of some rows."""

    new: list[Draft] = field(default_factory=list)
    there: int = 0
    rejected: list[Finding] = field(default_factory=list)
    noted: list[Finding] = field(default_factory=list)


def judge(rows: Sequence[Row], table: Table, authority: Authority, on: date) -> Judged:
    """Judge some rows by the records of the authority as they are now.

    Args:
        rows: The rows.
        table: Their table, read to its end.
        authority: The authority.
        on: The London day.
    """
    office = Office(authority, table.month_leads, on)
    judged = Judged()
    drafts: list[tuple[Row, Draft]] = []
    for row in rows:
        try:
            drafts.append((row, draft_of(row.line, _said(row, table), office)))
        except NotRead as refusal:
            judged.rejected.append(Finding(row, str(refusal)))
    stored = _stored([draft.foi_request.reference or "" for _, draft in drafts])
    for row, draft in drafts:
        before = stored.get(draft.foi_request.reference or "")
        if before is None:
            judged.new.append(draft)
            judged.noted += [Finding(row, note) for note in draft.notes]
        elif why := _differs(before, draft.foi_request):
            judged.rejected.append(Finding(row, why))
        else:
            judged.there += 1
    judged.rejected.sort(key=lambda finding: finding.row.line)
    return judged


def _said(row: Row, table: Table) -> Mapping[str, str]:
    """Return the cells of a row by column.

    Raises:
        NotRead: The row has a cell too many or one that is not read, or its reference
            stands above already.
    """
    keys = table.header.keys
    if any(cell for cell in row.cells[len(keys) :]):
        raise NotRead(
            f"The row has {len(row.cells)} cells, and the first line {len(keys)}."
        )
    said = {}
    bad = []
    for key, cell in zip(keys, row.cells, strict=False):
        if isinstance(cell, Bad):
            if key:
                bad.append(f"“{TITLES[key]}” has {cell.says}.")
        elif key:
            said[key] = cell
    if bad:
        raise NotRead(" ".join(bad))
    reference = as_reference(said.get("reference", ""))
    first = table.first_lines.get(reference, row.line)
    if first != row.line:
        raise NotRead(f"The reference {reference} is on line {first} already.")
    return said


def _stored(references: list[str]) -> dict[str, FOIRequest]:
    found = FOIRequest.objects.filter(reference__in=references)
    return {
        one.reference or "": one
        for one in found.only("authority_id", "reference", *_COMPARED)
    }


def _differs(before: FOIRequest, now: FOIRequest) -> str:
    """Return why a reference cannot be imported again; "" where nothing differs."""
    if before.authority_id != now.authority_id:
        return (
            f"The reference {now.reference} is in use by another authority of this "
            "installation."
        )
    differing = [
        title
        for name, title in _COMPARED.items()
        if getattr(before, name) != getattr(now, name)
    ]
    if not differing:
        return ""
    return (
        f"There is a request {now.reference} already, and it differs in: "
        f"{', '.join(differing)}."
    )
