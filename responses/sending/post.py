"""Letters to post: print them as one file, and record the posting."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.template.loader import render_to_string

from accounts.models import User
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.handlers import JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.enclosures.reading import read
from responses.giving.services import work_out_giving
from responses.letters.addressed import prints
from responses.letters.cover import cover_page
from responses.letters.fonts import drawable
from responses.letters.pdf import LetterNotMade, pdf_of
from responses.letters.records import attach_pdf, keep, read_kept, read_pdf
from responses.letters.window import faults_in, is_for_windows
from responses.models import Dispatch, Enclosure, Letter, PrintRun
from responses.sending.history import SendingHistory
from responses.sending.queueing import SendingNotPossible, lock_dispatch, sending_of
from statute.working_days import format_date

if TYPE_CHECKING:
    from pypdf import PdfWriter

MOST_PRINTED: Final = 300
PRINT_LETTERS: Final = JobKind(
    name="print_letters", label="Join letters for the printer"
)


class PrintingNotPossible(Refusal):
    """The letters cannot be printed, or cannot be recorded as posted."""


def waiting_for_post(
    foi_requests: QuerySet[FOIRequest], *, at: datetime
) -> QuerySet[Dispatch]:
    """Return the letters of some requests that are ready to post, oldest first.

    Args:
        foi_requests: The requests that the user may see.
        at: The moment. Letters still within their undo window are left out.
    """
    return (
        to_post(foi_requests)
        .filter(due_at__lte=at)
        .select_related("letter__foi_request", "by")
        .defer("letter__html", "letter__html_for_publication")
        .order_by("due_at", "pk")
    )


def to_post(foi_requests: QuerySet[FOIRequest]) -> QuerySet[Dispatch]:
    """Return the letters of some requests to post, with those that can be undone.

    Letters that GOV.UK Notify posts are left out.
    """
    return (
        Dispatch.objects.waiting()
        .for_print()
        .filter(letter__foi_request__in=foi_requests)
    )


def print_letters(
    *, dispatches: Iterable[Dispatch], by: User, at: datetime, form_key: UUID
) -> PrintRun:
    """Queue a print run: letters in one file, each behind a sheet with its address.

    Args:
        dispatches: Letters to post, of the user's own authority.
        by: The user who prints them.
        at: The moment.
        form_key: Identifies the form: sent twice, it makes one file.

    Raises:
        PrintingNotPossible: There are no letters, or too many.
    """
    chosen = list(dispatches)
    if not chosen:
        raise PrintingNotPossible("Choose at least one letter.")
    if len(chosen) > MOST_PRINTED:
        raise PrintingNotPossible(
            f"You have chosen {len(chosen)} letters; a file has {MOST_PRINTED} at most."
        )
    if by.authority is None:
        raise PrintingNotPossible(
            "You belong to no authority. Ask your administrator to set one for you."
        )
    try:
        with transaction.atomic():
            run = PrintRun.objects.create(
                authority=by.authority, by=by, asked_at=at, form_key=form_key
            )
            run.dispatches.set(chosen)
            enqueue(
                kind=PRINT_LETTERS,
                idempotency_key=f"print-run:{run.pk}",
                payload={"print_run_id": run.pk},
                authority=by.authority,
            )
    except IntegrityError:
        twin = PrintRun.objects.filter(form_key=form_key).first()
        if twin is None:
            raise
        return twin
    return run


def make_print_run(run: Run) -> None:
    """Run the job of a print run. Harmless to run twice."""
    print_run = PrintRun.objects.get(pk=run.job.payload["print_run_id"])
    _join(print_run, on=run.on, extend_lease=run.extend_lease)


def _join(run: PrintRun, *, on: date, extend_lease: Callable[[], None]) -> None:
    """Join the letters of a print run that still wait for the post, and keep the file.

    Letters left out are listed with the reason. Extend the lease after each letter.
    """
    # Imported here: pypdf takes 16 MB, which only a joining worker should spend.
    from pypdf import PdfWriter

    if run.made_at is not None:
        return
    writer, printed, left_out, unfit = PdfWriter(), [], [], []
    waiting = run.dispatches.select_related("letter__foi_request").order_by("due_at")
    for number, dispatch in enumerate(waiting, start=1):
        reference = str(dispatch.letter.foi_request)
        if not dispatch.is_waiting:
            left_out.append(
                [reference, "The letter is no longer waiting for the post."]
            )
            continue
        try:
            faults = _append(writer, dispatch, on=on)
        except (Refusal, LetterNotMade) as reason:
            left_out.append([reference, str(reason)])
            continue
        printed.append(dispatch.pk)
        unfit += [[reference, fault] for fault in faults]
        PrintRun.objects.filter(pk=run.pk).update(joined=number)
        extend_lease()
    made = BytesIO()
    writer.write(made)
    name, sha256 = keep(made.getvalue()) if printed else ("", "")
    with transaction.atomic():
        PrintRun.objects.filter(pk=run.pk).update(
            file=name,
            sha256=sha256,
            pages=len(writer.pages),
            left_out=left_out,
            unfit=unfit,
            made_at=Now(),
        )
        Dispatch.objects.waiting().filter(pk__in=printed).update(printed_at=Now())


def _append(writer: "PdfWriter", dispatch: Dispatch, *, on: date) -> list[str]:
    """Append a letter: the address sheet, the letter, and the printable enclosures.

    A letter for a window that prints another address lies behind a cover with its own.

    Returns:
        Why the letter does not fit a window envelope, if it was laid out for one.
    """
    from pypdf import PdfReader

    letter = attach_pdf(letter=dispatch.letter, on=on)
    files = list(letter.enclosures.all())
    by_hand = [file for file in files if not _is_printable(file)]
    made = read_pdf(letter)
    parts = [_sheet_of(dispatch, letter, files, by_hand)]
    if needs_cover(letter, dispatch.address):
        parts.append(pdf_of(cover_page(letter, dispatch.address)))
    parts.append(made)
    parts += [read(file) for file in files if _is_printable(file)]
    for number, part in enumerate(parts):
        reader = PdfReader(BytesIO(part))
        title = f"{letter.foi_request}" if number == 0 else None
        writer.append(reader, outline_item=title)
        if len(reader.pages) % 2:
            writer.add_blank_page()  # so that each part begins on a new sheet
    return why_unfit(letter, made, dispatch.address)


def needs_cover(letter: Letter, address: str) -> bool:
    """Whether the window would show another address than the letter is posted to."""
    return is_for_windows(letter.html) and not prints(letter.html, address)


def why_unfit(letter: Letter, made: bytes, address: str) -> list[str]:
    """Return why a letter, posted to an address, does not fit a window envelope.

    Args:
        letter: An issued letter. A letter laid out for no window fits no worse.
        made: Its PDF.
        address: The address to which the letter is posted.
    """
    if not is_for_windows(letter.html):
        return []
    is_behind_cover = needs_cover(letter, address)
    return [str(fault) for fault in faults_in(made, is_behind_cover=is_behind_cover)]


def _is_printable(file: Enclosure) -> bool:
    return file.name.lower().endswith(".pdf")


def _sheet_of(
    dispatch: Dispatch,
    letter: Letter,
    files: list[Enclosure],
    by_hand: list[Enclosure],
) -> bytes:
    page = render_to_string(
        "letters/separator.html",
        {
            "letter": letter,
            "lines": [line for line in dispatch.address.splitlines() if line.strip()],
            "files": files,
            "by_hand": by_hand,
        },
    )
    return pdf_of(drawable(page))


def read_print(run: PrintRun) -> bytes:
    """Return the file of a print run, byte for byte as stored.

    Raises:
        DocumentDamaged: The file is missing or was changed.
    """
    return read_kept(run.file, run.sha256)


@transaction.atomic
def mark_posted(
    *, dispatches: Iterable[Dispatch], by: User, on: date, today: date
) -> int:
    """Record that letters were posted; return how many.

    Args:
        dispatches: Letters that waited for the post.
        by: The officer who records it.
        on: The London day on which they were posted.
        today: The London day.

    Raises:
        PrintingNotPossible: The day is in the future, or before a letter was issued.
        SendingNotPossible: A sending was undone, or is on record as posted already.
    """
    chosen = list(dispatches)
    if not chosen:
        raise PrintingNotPossible("Choose at least one letter.")
    if on > today:
        raise PrintingNotPossible(
            f"{format_date(on)} is in the future. Enter the day of posting: today or "
            "earlier."
        )
    for dispatch in _locked(chosen):
        letter = dispatch.letter
        if not dispatch.is_waiting:
            raise SendingNotPossible(
                f"The letter of {letter.foi_request} no longer waits for the post. "
                "Open this page again."
            )
        if on < letter.issued_on:
            raise PrintingNotPossible(
                f"The letter of {letter.foi_request} was issued on "
                f"{format_date(letter.issued_on)}, so it was not posted on "
                f"{format_date(on)}."
            )
        Dispatch.objects.filter(pk=dispatch.pk).update(sent_at=Now(), sent_on=on)
        record(
            foi_request=letter.foi_request,
            kind=SendingHistory.LETTER_SENT,
            by=by,
            on=on,
            note=f"Letter {letter.number} {sending_of(dispatch).words}.",
        )
        work_out_giving(letter=letter, by=by, on=today)
    return len(chosen)


def _locked(dispatches: list[Dispatch]) -> Iterator[Dispatch]:
    """Yield dispatches locked with their requests, always in the same order."""
    for dispatch in sorted(dispatches, key=lambda one: one.letter.foi_request_id):
        lock(dispatch.letter.foi_request)
        yield lock_dispatch(dispatch)
