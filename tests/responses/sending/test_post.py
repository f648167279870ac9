"""Letters sent by post."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.letters.pages import sha256_of
from responses.letters.pdf import LetterNotMade
from responses.letters.records import attach_pdf
from responses.models import Dispatch, PrintRun
from responses.sending import post
from responses.sending.history import SendingHistory
from responses.sending.queueing import SendingNotPossible
from tests.factories import LetterFactory
from tests.jobs import run_jobs
from tests.responses.letters.test_window import front

ON = date(2026, 3, 10)
AT = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
HTML = (
    '<!DOCTYPE html><html lang="en"><head><title>Letter</title></head>'
    "<body><p>Words of the letter.</p></body></html>"
)


@pytest.fixture
def make(officer):
    def make(address="Ann O’Neil\n1 High Street\nMidtown", html=HTML, **fields):
        letter = LetterFactory(
            foi_request__authority=officer.authority,
            foi_request__closed_on=date(2026, 3, 9),
            html=html,
            html_sha256=sha256_of(html),
        )
        usual = {
            "channel": Dispatch.Channel.POST,
            "due_at": AT - timedelta(hours=1),
        }
        return Dispatch.objects.create(
            letter=letter, address=address, by=officer, **{**usual, **fields}
        )

    return make


def waiting():
    return list(post.waiting_for_post(FOIRequest.objects.all(), at=AT))


def print_all(officer, dispatches):
    run = post.print_letters(dispatches=dispatches, by=officer, at=AT, form_key=uuid4())
    run_jobs(post.PRINT_LETTERS, on=ON)
    run.refresh_from_db()
    return run


def test_what_can_still_be_held_back_does_not_wait_for_the_post(make, officer):
    due = make()
    make(due_at=AT + timedelta(minutes=5))
    make(stopped_at=AT, stopped_by=officer)
    make(channel=Dispatch.Channel.EMAIL)

    assert waiting() == [due]


def test_each_letter_lies_behind_a_sheet_with_its_address(make, officer):
    first, second = make(), make("Bob\n2 Low Road")

    run = print_all(officer, [first, second])

    pages = PdfReader(BytesIO(post.read_print(run))).pages
    texts = [page.extract_text() for page in pages]
    assert run.pages == len(pages) == 8
    assert "1 High Street" in texts[0]
    assert "Words of the letter." in texts[2]
    assert "2 Low Road" in texts[4]
    assert all(not texts[blank].strip() for blank in (1, 3, 5, 7))


def test_printed_letters_wait_until_they_are_posted_and_say_so(make, officer):
    dispatch = make()

    print_all(officer, [dispatch])

    (again,) = waiting()
    assert again.printed_at is not None
    assert again.sent_at is None


def test_a_letter_held_back_meanwhile_is_left_out(make, officer):
    stopped, other = make(), make()
    run = post.print_letters(
        dispatches=[stopped, other], by=officer, at=AT, form_key=uuid4()
    )
    Dispatch.objects.filter(pk=stopped.pk).update(stopped_at=AT, stopped_by=officer)

    run_jobs(post.PRINT_LETTERS, on=ON)

    run.refresh_from_db()
    assert run.left_out == [
        [
            str(stopped.letter.foi_request),
            "The letter is no longer waiting for the post.",
        ]
    ]
    assert run.pages == 4


def test_a_damaged_letter_is_left_out_and_never_printed(make, officer, settings):
    bad, good = make(html=HTML.replace("Words", "Other words")), make()
    letter = attach_pdf(letter=bad.letter, on=ON)
    (settings.MEDIA_ROOT / letter.pdf.name).write_bytes(b"something else")

    run = print_all(officer, [bad, good])

    text = PdfReader(BytesIO(post.read_print(run))).pages[2].extract_text()
    assert [reference for reference, _ in run.left_out] == [str(bad.letter.foi_request)]
    assert "Words of the letter." in text
    assert Dispatch.objects.get(printed_at__isnull=False) == good


@pytest.mark.parametrize("failure", [Refusal, LetterNotMade])
def test_a_letter_refused_for_any_reason_is_left_out_and_the_others_are_printed(
    failure, make, officer, monkeypatch
):
    bad, good = make(), make()

    def refuse_one(*, letter, on):
        if letter == bad.letter:
            raise failure("This letter cannot be printed.")
        return attach_pdf(letter=letter, on=on)

    monkeypatch.setattr(post, "attach_pdf", refuse_one)

    run = print_all(officer, [bad, good])

    assert run.left_out == [
        [str(bad.letter.foi_request), "This letter cannot be printed."]
    ]
    assert Dispatch.objects.get(printed_at__isnull=False) == good


def test_the_same_form_sent_twice_prints_once(make, officer):
    dispatch, key = make(), uuid4()

    first, second = (
        post.print_letters(dispatches=[dispatch], by=officer, at=AT, form_key=key)
        for _ in range(2)
    )

    assert first == second
    assert PrintRun.objects.count() == 1


def test_posting_is_recorded_with_its_day(make, officer):
    dispatch = make()

    post.mark_posted(dispatches=[dispatch], by=officer, on=ON, today=ON)

    dispatch.refresh_from_db()
    entry = dispatch.letter.foi_request.history.get(kind=SendingHistory.LETTER_SENT)
    assert dispatch.sent_on == ON
    assert "by post to Ann O’Neil, 1 High Street, Midtown" in entry.note
    assert waiting() == []


@pytest.mark.parametrize(
    ("on", "refusal"),
    [(date(2026, 3, 11), "in the future"), (date(2026, 3, 8), "was issued on")],
)
def test_a_day_on_which_nothing_was_posted_is_refused(make, officer, on, refusal):
    dispatch = make()

    with pytest.raises(post.PrintingNotPossible, match=refusal):
        post.mark_posted(dispatches=[dispatch], by=officer, on=on, today=ON)

    assert waiting() == [dispatch]


def test_nothing_is_posted_twice(make, officer):
    dispatch = make()
    post.mark_posted(dispatches=[dispatch], by=officer, on=ON, today=ON)

    with pytest.raises(SendingNotPossible, match="no longer waits"):
        post.mark_posted(dispatches=[dispatch], by=officer, on=ON, today=ON)

    sent = dispatch.letter.foi_request.history.filter(kind=SendingHistory.LETTER_SENT)
    assert sent.count() == 1


def test_a_letter_that_does_not_fit_the_window_is_printed_and_named(officer, make):
    dispatch = make("Ann O’Neil", html=front(lines=["Ann O’Neil"]))

    run = print_all(officer, [dispatch])

    assert run.file
    assert run.left_out == []
    reasons = {reason for reference, reason in run.unfit}
    assert {reference for reference, _ in run.unfit} == {
        str(dispatch.letter.foi_request)
    }
    assert any("too few lines" in reason for reason in reasons)


def test_a_letter_posted_elsewhere_lies_behind_a_cover_for_the_window(officer, make):
    elsewhere = "Ann O’Neil\n7 New Road\nYO1 7HH"
    dispatch = make(elsewhere, html=front(body="<p>Words of the letter.</p>"))

    run = print_all(officer, [dispatch])

    pages = PdfReader(BytesIO(post.read_print(run))).pages
    sheet, _, cover, _, letter, _ = [page.extract_text() for page in pages]
    assert "This sheet is not for the requester" in sheet
    assert "7 New Road" in cover
    assert "12 Example Street" not in cover
    assert "Words of the letter." in letter
    assert run.unfit == []
