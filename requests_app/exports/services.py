"""Ask for an export, make its file in the background, cancel it, delete old files."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import get_text_list

from accounts import policy
from accounts.models import User
from requests_app.exports.columns import (
    groups_of,
    heading_of,
    may_name_requesters,
    rows_of,
)
from requests_app.exports.writing import MOST_LETTERS, WRITERS, Writer
from requests_app.history.administration import record_change
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.lists.filters_in_words import in_words
from requests_app.lists.forms import FindRequestsForm
from requests_app.lists.queries import narrow
from requests_app.models import Export, ExportChoices, FOIRequest, Job, Notice
from requests_app.models.exports import FOLDER
from requests_app.querysets import FOIRequestQuerySet
from requests_app.refusals import Refusal
from requests_app.search.matching import matching
from requests_app.telling.services import tell
from statute.working_days import format_date

MAKE_EXPORT: Final = JobKind(
    name="make_export",
    label="Make an export",
    lease=timedelta(minutes=10),
    most_at_once=1,
    time_limit_seconds=3600,
    queue=READING_QUEUE,
)
KEPT: Final = timedelta(days=7)
# Of a file made sooner nobody is told: whoever asked still looks at the page.
STAYS: Final = timedelta(seconds=10)
# Requests read and written at a time.
_CHUNK: Final = 2000


class ExportNotPossible(Refusal):
    """The export cannot be made, or not be cancelled any more."""


@transaction.atomic
def ask_for_export(
    *,
    query: str,
    of: str,
    file_format: str,
    has_requesters: bool,
    which: str = ExportChoices.Columns.ALL,
    titles: Collection[str] = (),
    by: User,
) -> Export:
    """Have a file made of the requests of a list; the same file once at a time.

    Args:
        query: The filters, as the address of the list has them.
        of: What a row is: a value of `Export.Of`.
        file_format: A value of `Export.Format`.
        has_requesters: Whether names and organisations of requesters are given.
        which: How the columns are chosen: a value of `ExportChoices.Columns`. The next
            page offers the same.
        titles: The titles of the columns; none for all facts.
        by: The person; the file holds what the person may see when it is made.

    Raises:
        ExportNotPossible: The person sees no requests, or a column is not known.
    """
    if by.authority is None or policy.VIEW_REQUESTS not in by.role_permissions:
        raise ExportNotPossible("Your roles open no requests. Nothing was exported.")
    # Two presses at once make one file.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    chosen = _known(of, titles)
    if which != ExportChoices.Columns.ALL and not chosen:
        raise ExportNotPossible("Choose at least one column.")
    _remember(by, which, of, chosen)
    wanted = {
        "query": query,
        "of": of,
        "format": file_format,
        # The record says so only of files with their names.
        "has_requesters": has_requesters and may_name_requesters(of),
        "columns": [] if which == ExportChoices.Columns.ALL else chosen,
    }
    under_way = by.exports.filter(done_at=None, cancelled_at=None, **wanted).first()
    if under_way is not None:
        return under_way
    form = FindRequestsForm(QueryDict(query), user=by)
    made = Export.objects.create(
        authority=by.authority, by=by, filters="\n".join(in_words(form)), **wanted
    )
    enqueue(
        kind=MAKE_EXPORT,
        idempotency_key=made.job_key,
        payload={"export": made.pk},
        authority=by.authority,
    )
    return made


def _known(of: str, titles: Collection[str]) -> list[str]:
    """Return the titles in the order of the file; refuse unknown ones."""
    every = [title for group in groups_of(of).values() for title in group]
    if unknown := set(titles).difference(every):
        names = get_text_list(sorted(unknown), "and")
        raise ExportNotPossible(f"Files have no column “{names}”.")
    return [title for title in every if title in titles]


def _remember(by: User, which: str, of: str, chosen: Sequence[str]) -> None:
    kept, _ = ExportChoices.objects.get_or_create(person=by)
    kept.which = which
    if which == ExportChoices.Columns.CHOSEN:
        kept.titles = {**kept.titles, of: list(chosen)}
    kept.save()


def export_choices(person: User) -> ExportChoices:
    """Return the columns that a person last chose for files; all facts at first."""
    found = ExportChoices.objects.filter(person=person).first()
    return found or ExportChoices(person=person)


def make_export(run: Run) -> None:
    """Write the file of an export; begun again after a worker was stopped."""
    export = Export.objects.select_related("by", "authority").get(
        pk=run.job.payload["export"]
    )
    if not export.is_under_way:
        return
    if export.by.authority_id != export.authority_id:
        # The person works elsewhere now, and sees none of these requests.
        Export.objects.filter(pk=export.pk).update(cancelled_at=Now())
        return
    found = _found(export)
    export.rows = found.count()
    Export.objects.filter(pk=export.pk).update(rows=export.rows, rows_done=0)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        title = Export.Of(export.of).name.title()
        with closing(WRITERS[export.format](path, heading_of(export), title)) as writer:
            written = _write(export, found, writer, run)
        if written is not None:
            with suppress(Export.DoesNotExist):
                _keep(export, path, written, run.at, run.on)


def _write(
    export: Export, found: FOIRequestQuerySet, writer: Writer, run: Run
) -> int | None:
    """Write the rows; return how many, or None where the export was cancelled."""
    read = written = 0
    for keys in _chunks(found):
        for row in rows_of(export, keys):
            writer.write(row)
            written += 1
        read += len(keys)
        under_way = Export.objects.filter(pk=export.pk, cancelled_at=None)
        if not under_way.update(rows_done=min(read, export.rows or read)):
            return None
        run.extend_lease()
    writer.end(_about(export, read, written, writer.cut, run.at))
    return written


def _keep(
    export: Export, path: Path, written: int, made_at: datetime, on: date
) -> None:
    day = timezone.localtime(made_at).date().isoformat()
    name = f"{export.of}-{day}-{written}-rows.{export.format}"
    with transaction.atomic():
        # A person may have cancelled it since the last row.
        under_way = Export.objects.filter(done_at=None, cancelled_at=None)
        export = under_way.select_for_update(of=("self",)).get(pk=export.pk)
        with path.open("rb") as made:
            export.file.save(f"{export.pk}/{name}", File(made), save=False)
        export.rows_done = export.rows = written
        export.done_at = made_at
        export.save(update_fields=["file", "rows", "rows_done", "done_at"])
        record_change(
            authority=export.authority,
            by=export.by,
            subject=f"Export of {export.of}",
            what=f"{written:,} rows as {export.format.upper()}"
            + (", with requesters" if export.has_requesters else ""),
            changes={
                "filters": ["", export.filters or "none"],
                "columns": ["", ", ".join(export.columns) or "all"],
            },
        )
        if Export.objects.filter(pk=export.pk, asked_at__lt=Now() - STAYS).exists():
            last_day = timezone.localtime(export.asked_at + KEPT).date()
            noun = "row" if written == 1 else "rows"
            _tell(
                export,
                "ready",
                f"Your export is ready: {written:,} {noun} as {export.format.upper()}, "
                f"kept until {format_date(last_day)}.",
                on,
            )


def tell_of_failed_exports(on: date) -> None:
    """Tell each person of their exports that could not be made; of each once.

    Args:
        on: The London day.
    """
    failed = Job.objects.given_up(MAKE_EXPORT.name)
    keys = [job.payload["export"] for job in failed]
    under_way = Export.objects.filter(pk__in=keys, done_at=None, cancelled_at=None)
    for export in under_way.select_related("by"):
        day = format_date(timezone.localtime(export.asked_at).date())
        _tell(
            export,
            "failed",
            f"Your export of {day} could not be made. Ask for it again, or tell your "
            "administrator.",
            on,
        )


def _tell(export: Export, what: str, words: str, on: date) -> None:
    tell(
        people=[export.by],
        kind=Notice.Kind.EXPORT,
        words=words,
        url=export.get_absolute_url(),
        key=f"export-{export.pk}-{what}",
        on=on,
    )


def _about(
    export: Export, read: int, written: int, cut: int, at: datetime
) -> Iterator[Sequence[str]]:
    local = timezone.localtime(at)
    yield "Made", f"{format_date(local.date())}, {local:%H:%M}"
    yield "For", f"{export.by}, {export.authority}"
    yield "Filters", export.filters or "none"
    yield "Columns", ", ".join(export.columns) or "all facts"
    yield "Requests", f"{read:,}"
    yield "Rows", f"{written:,}"
    yield "Whole", "Every request that fits the filters and that you may see is here."
    if cut:
        yield "Cut", f"{cut:,} texts: a cell has {MOST_LETTERS:,} letters at most."
    yield "Restricted", "Requests restricted to other people are left out."


def _found(export: Export) -> FOIRequestQuerySet:
    """Return the requests of the filters, among those the person may see now."""
    form = FindRequestsForm(QueryDict(export.query), user=export.by)
    day = timezone.localtime(export.asked_at).date()
    found = narrow(FOIRequest.objects.visible_to(export.by), form.wanted, on=day)
    if words := form.wanted.get("q"):
        found = matching(found, words, user=export.by, on=day)
    return found.order_by("-pk")


def _chunks(found: FOIRequestQuerySet) -> Iterator[list[int]]:
    """Yield the keys of the requests, the newest first, some at a time."""
    keys = found.values_list("pk", flat=True)
    chunk = list(keys[:_CHUNK])
    while chunk:
        yield chunk
        chunk = list(keys.filter(pk__lt=chunk[-1])[:_CHUNK])


@transaction.atomic
def record_download(*, export: Export, by: User) -> None:
    """Put on record that the file of an export was taken, for auditors."""
    record_change(
        authority=export.authority,
        by=by,
        subject=f"Export of {export.of}",
        what=f"File downloaded: {export.rows or 0:,} rows as {export.format.upper()}"
        + (", with requesters" if export.has_requesters else ""),
    )


@transaction.atomic
def cancel_export(*, export: Export) -> None:
    """Stop an export under way; nothing of it is kept.

    Raises:
        ExportNotPossible: The export is done already.
    """
    stopped = Export.objects.filter(
        pk=export.pk, done_at=None, cancelled_at=None
    ).update(cancelled_at=Now())
    if not stopped:
        raise ExportNotPossible("The export is done already. Nothing was changed.")


def delete_old_exports(*, at: datetime) -> int:
    """Delete the exports asked for more than a week ago, with their files.

    A worker stopped at the wrong moment leaves a file that no export names: such files
    go too.

    Returns:
        The number of exports deleted.
    """
    old = Export.objects.filter(asked_at__lt=at - KEPT).order_by(F("pk"))
    number = 0
    for export in old.iterator():
        if export.file:
            export.file.delete(save=False)
        export.delete()
        number += 1
    _delete_unnamed()
    return number


def _delete_unnamed() -> None:
    storage, folder = Export().file.storage, FOLDER
    if not storage.exists(folder):
        return
    for key in storage.listdir(folder)[0]:
        export = Export.objects.filter(pk=key).first() if key.isdecimal() else None
        if export is not None and export.is_under_way:
            continue
        for name in storage.listdir(f"{folder}{key}")[1]:
            path = f"{folder}{key}/{name}"
            if export is None or path != export.file.name:
                storage.delete(path)
