"""Files of a message by keyboard, the print size, and names too long for any page.

Where FOI_PICTURES names a folder, pictures of the pages are saved there.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mail.models import Entry, MessageFile
from requests_app.files.previewing import PREVIEW_FILE
from requests_app.models import FOIRequest
from requests_app.question_tables.reading import READ_TABLE
from tests.documents.question_sheets.making import QUESTIONS, excel
from tests.factories import FOIRequestFactory, RequesterFactory
from tests.jobs import run_jobs
from tests.journeys.test_triage import PAGES_OF_A_MESSAGE, Keys, look
from tests.mail.made import ASKS, mail, receive
from tests.responses.files import plain_table

pytestmark = pytest.mark.django_db(transaction=True)

BOOK = "questions.xlsx"
# No page may grow as wide as a word that a sender wrote.
WORD = "x" * 900
WORDS = "bicycles, and what became of each " * 26
SENDER = f"{'A' * 60}-{'B' * 60} <rowan@{'c' * 60}.{'d' * 60}.example>"


@pytest.fixture
def keys(page):
    return Keys(page)


def came_with(officer, files, **given):
    receipt = receive(officer.authority, mail(files=files, **given))
    return receipt.raw.message.entries.get()


def test_questions_of_a_workbook_are_taken_by_keyboard(
    officer, sign_in, page, keys, check_widths
):
    one = came_with(officer, [(BOOK, excel())])
    sign_in(page, officer)
    page.goto(reverse("incoming-message", args=[one.pk]))

    keys.reach("link", re.compile(f"Take questions from.*{BOOK}"))
    keys.press("Enter")
    page.get_by_text("The file is being read.").wait_for()
    look(page, check_widths, "columns-waiting")
    run_jobs(READ_TABLE)
    page.get_by_text(QUESTIONS[0]).wait_for()
    look(page, check_widths, "columns")

    keys.reach("textbox", "Row of the headings")
    page.keyboard.type("x")
    keys.reach("button", "Show the questions again")
    keys.press("Enter")
    page.get_by_role("alert").get_by_text("as a number, or 0").wait_for()
    look(page, check_widths, "columns-wrong")
    keys.reach("textbox", "Row of the headings")
    page.keyboard.press("Control+a")
    page.keyboard.type("3")
    keys.reach("button", "Add these questions")
    keys.press("Enter")
    page.get_by_text(f"The questions of {BOOK} are added.").wait_for()

    look(page, check_widths, "columns-taken")
    expect(page.get_by_text("5 questions", exact=True)).to_be_visible()


def test_files_are_looked_at_by_keyboard_before_registering(
    officer, sign_in, page, keys, check_widths
):
    files = [("note.txt", b"How many?\nWhy?\n"), ("figures.csv", plain_table())]
    one = came_with(officer, files)
    sign_in(page, officer)
    page.goto(reverse("incoming-message", args=[one.pk]))

    for name, words in (("note.txt", "How many?"), ("figures.csv", "2024")):
        keys.reach("link", name)
        keys.press("Enter")
        page.get_by_text("The preview is being made.").wait_for()
        look(page, check_widths, f"file-waiting-{name}")
        run_jobs(PREVIEW_FILE)
        page.get_by_text(words).first.wait_for()
        look(page, check_widths, f"file-{name}")
        keys.reach("link", "Back to the message")
        keys.press("Enter")
        page.wait_for_url(f"**/incoming/{one.pk}/")


def test_the_print_size_is_chosen_by_keyboard(
    officer, sign_in, page, keys, check_widths
):
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        requester=RequesterFactory(
            authority=officer.authority, format_needs="large_print"
        ),
    )
    sign_in(page, officer)
    page.goto(reverse("choose-print-size", args=[foi_request.reference]))
    look(page, check_widths, "print-size")

    keys.reach("radio", "As the requester needs it: large print")
    keys.press("ArrowDown")
    look(page, check_widths, "print-size-chosen")
    keys.reach("button", "Save")
    keys.press("Enter")
    page.wait_for_url(f"**{foi_request.get_absolute_url()}")

    foi_request.refresh_from_db()
    assert foi_request.print_size == FOIRequest.PrintSize.USUAL


@pytest.mark.parametrize("subject", [WORD, WORDS], ids=["one word", "many words"])
def test_no_page_of_the_queue_is_wider_than_the_window(
    officer, sign_in, page, check_widths, subject
):
    name = f"{'f' * 180}.xlsx"
    asks = ASKS.replace("bicycles", f"bicycles {'y' * 400}")
    one = came_with(
        officer,
        [(name, excel(questions=["z" * 300])), (f"{'report of ' * 15}.txt", b"w" * 90)],
        subject=subject,
        sender=SENDER,
        text=asks,
    )
    other = came_with(officer, [], subject=f"Also {subject}", text=asks, sender=SENDER)
    sign_in(page, officer)
    kind = "word" if subject == WORD else "words"

    for place in PAGES_OF_A_MESSAGE:
        page.goto(reverse(place, args=[one.pk]))
        look(page, check_widths, f"long-{kind}-{place}")
    for file in MessageFile.objects.filter(message=one.message):
        page.goto(reverse("preview-incoming-file", args=[one.pk, file.pk]))
        run_jobs(PREVIEW_FILE)
        page.reload()
        look(page, check_widths, f"long-{kind}-file-{file.name[:5]}")
    book = MessageFile.objects.get(message=one.message, name__startswith="ff")
    page.goto(reverse("questions-of-file", args=[one.pk, book.pk]))
    run_jobs(READ_TABLE)
    page.reload()
    look(page, check_widths, f"long-{kind}-columns")
    for place in ("incoming", "bring-messages"):
        page.goto(reverse(place))
        look(page, check_widths, f"long-{kind}-{place}")
    Entry.objects.filter(pk=other.pk).update(claimed_by=None)
    page.goto(reverse("spam", args=[other.pk]))
    page.get_by_role("button", name="Spam").click()
    page.get_by_text("Marked as spam.").wait_for()
    page.goto(reverse("incoming-dealt"))
    look(page, check_widths, f"long-{kind}-dealt")
    page.goto(reverse("incoming-message", args=[other.pk]))
    look(page, check_widths, f"long-{kind}-ended")
