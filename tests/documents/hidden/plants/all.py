"""Gather all plants, and tell how the check fares with them."""

from collections import Counter
from dataclasses import dataclass, field

from documents.hidden.findings import Report, Severity
from documents.hidden.looking import scan
from tests.documents.hidden.plants import (
    documents,
    fifth_ods,
    fifth_pages,
    fourth,
    later,
    mails,
    opendocuments,
    pdfs,
    pictures,
    slides,
    third,
    workbooks,
)

MODULES = (workbooks, documents, slides, opendocuments, pdfs, mails, pictures)
KINDS = {
    "H1": "drawn over",
    "H2": "not to be seen",
    "H3": "reached by another door",
    "H4": "within another file, or kept of a picture",
    "H5": "used by nothing",
    "H6": "beside the page",
    "H7": "properties",
    "H9": "people in tables",
    "H10": "formulas in texts",
    "clean": "nothing to stop",
}
_FORMATS = ("xlsx", "docx", "pptx", "ods", "odt", "odp", "pdf", "eml", "csv", "txt")


def plants():
    """Return all plants by their names."""
    return (
        {
            name: plant
            for module in MODULES
            for part in (module.first_sight, module.second_sight)
            for name, plant in part().items()
        }
        | later.planted()
        | third.planted()
        | fourth.planted()
        | fifth_ods.planted()
        | fifth_pages.planted()
    )


def clean():
    """Return all files with nothing to stop, by their names."""
    made = {name: plant for module in MODULES for name, plant in module.clean().items()}
    made |= later.clean() | third.clean() | fourth.clean()
    return made | fifth_ods.clean() | fifth_pages.clean()


def is_found(plant, report: Report):
    """Whether a finding of the gravity wanted quotes the plant."""
    return any(
        (plant.wanted == "warn" or one.severity is not Severity.WARN)
        and plant.says.lower() in f"{one.place} {one.message}".lower()
        for one in report.findings
        if one.code not in {"not_what_it_says", "unreadable", "telling_name"}
    )


def is_stopped(report: Report):
    """Whether a finding would keep the file from going out."""
    return any(one.severity is not Severity.WARN for one in report.findings)


@dataclass
class Count:
    """How many were planted, and how many found."""

    planted: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)


def table(folder):
    """Return the lines of a table: kinds across formats, found of planted."""
    count = Count()
    for name, plant in {**plants(), **clean()}.items():
        path = folder / "file"
        path.write_bytes(plant.content)
        report = scan(path, plant.name)
        form = name.partition(":")[0]
        form = form if form in _FORMATS else "pictures"
        is_right = (
            is_stopped(report) if plant.kind == "clean" else is_found(plant, report)
        )
        key = plant.kind.split()[0], form
        count.planted[key] += 1
        count.found[key] += is_right
    columns = (*_FORMATS, "pictures")
    yield f"| Kind | {' | '.join(columns)} | all |"
    yield f"|---|{'---|' * (len(columns) + 1)}"
    for kind, what in KINDS.items():
        cells = [
            f"{count.found[kind, one]} of {many}"
            if (many := count.planted[kind, one])
            else ""
            for one in columns
        ]
        planted = sum(count.planted[kind, one] for one in columns)
        found = sum(count.found[kind, one] for one in columns)
        label = "Clean files stopped" if kind == "clean" else f"{kind} {what}"
        yield f"| {label} | {' | '.join(cells)} | {found} of {planted} |"
