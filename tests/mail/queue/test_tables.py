"""The rows of a workbook become questions of a message, and of its request."""

import pytest
from django.urls import reverse

from documents.question_sheets.finding import columns_of
from documents.question_sheets.sheets import Columns
from mail.models import EntryTable, MessageFile
from mail.queue.outline import (
    EntryQuestionsChanged,
    outline_of_entry,
    step_entry,
)
from mail.queue.registering import register_entry
from mail.queue.spam import delete_old_spam
from mail.queue.tables import TableNotTaken, take_questions
from requests_app.files.queries import rows_of as rows_of_request
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import FOIRequest, KeptFile, QuestionTable
from requests_app.question_tables.reading import (
    READ_TABLE,
    ask_for_table,
    sheets_of,
)
from requests_app.questions.outline.placing import place
from statute.working_days import format_date
from tests.documents.question_sheets.making import QUESTIONS, excel
from tests.factories import UserFactory
from tests.mail.made import AT, ON, mail, receive
from tests.mail.queue.test_spam import LATER, SPAM, end_entry

pytestmark = pytest.mark.django_db

WORDS = "Dear Sir or Madam\n\nPlease answer the questions in the attached workbook."
NAME = "questions.xlsx"


@pytest.fixture
def officer(client):
    officer = UserFactory(roles=["officer"])
    client.force_login(officer)
    return officer


def come_in(officer, content=None, name=NAME):
    """Take a message with a workbook in; return its entry."""
    raw = mail(text=WORDS, files=[(name, excel() if content is None else content)])
    return receive(officer.authority, raw).raw.message.entries.get()


def read(entry):
    """Have the workbook of an entry read; return what it says."""
    file = MessageFile.objects.get(message=entry.message)
    ask_for_table(kept=file.kept_file, name=file.name)
    run_due(handler=handler_of(READ_TABLE.name), on=ON, at=AT)
    return QuestionTable.objects.get()


def found(table):
    return {one.name: columns_of(one) for one in sheets_of(table)}


def take(entry, columns=None, **given):
    table = QuestionTable.objects.first() or read(entry)
    return take_questions(
        entry=entry,
        table=table,
        name=NAME,
        columns=columns or found(table),
        version=given.pop("version", entry.version),
    )


def asked(entry):
    nodes = outline_of_entry(entry).nodes
    return [one.text for one in nodes if one.kind == "question"]


def test_rows_are_questions_with_their_numbers_and_stand_in_the_text(officer):
    entry = take(come_in(officer))

    outline = outline_of_entry(entry)
    nodes = outline.nodes
    assert outline.preamble == WORDS
    assert [one.label for one in nodes] == ["1", "2", "3"]
    assert [one.text for one in nodes] == list(QUESTIONS)
    assert entry.text.startswith(WORDS)
    assert "From the file “questions.xlsx”:" in entry.text
    for node in nodes:
        start, end = node.span
        assert entry.text[start:end] == node.text
    assert entry.question_count == len(asked(entry)) == len(QUESTIONS)
    assert place(entry.text, outline).loose_words == 0


def test_questions_of_the_message_itself_stay(officer):
    words = f"{WORDS}\n\nHow many bicycles did you buy in 2025?"
    raw = mail(text=words, files=[(NAME, excel())])
    entry = take(receive(officer.authority, raw).raw.message.entries.get())

    outline = outline_of_entry(entry)
    assert "How many bicycles did you buy in 2025?" in " ".join(asked(entry))
    assert place(entry.text, outline).loose_words == 0


def test_the_step_can_be_undone(officer):
    before = come_in(officer)
    count = len(asked(before))
    entry = take(before)

    undone = step_entry(entry=entry, version=entry.version, by_steps=-1)

    assert len(asked(undone)) == count


def test_taken_again_with_other_columns_they_take_the_place_of_the_first(officer):
    entry = take(come_in(officer))

    entry = take(entry, {"Questions": Columns(4, 1, 2, 4)})

    assert asked(entry)[-2:] == list(QUESTIONS[1:])
    assert QUESTIONS[0] not in entry.text
    assert entry.text.count("From the file") == 1
    assert EntryTable.objects.get().columns == {"Questions": [4, 1, 2, 4]}


def test_questions_of_several_sheets_stand_under_their_names(officer):
    def more(book, sheet):
        book.create_sheet("Costs").append(["What did it cost?"])
        book["Costs"].append(["Who paid for it?"])

    entry = take(come_in(officer, excel(more)))

    nodes = outline_of_entry(entry).nodes
    headings = [one.text for one in nodes if one.kind == "heading"]
    assert headings == ["Questions", "Costs"]
    assert "Who paid for it?" in asked(entry)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({}, "Choose a sheet"),
        ({"Questions": Columns(3, 1, 0, 3)}, "Choose the column of questions"),
        ({"Questions": Columns(3, 1, 2, 2)}, "a column of their own"),
        ({"Questions": Columns(3, 3, 2, 3)}, "cannot share"),
        ({"Questions": Columns(9, 1, 2, 3)}, "No row below"),
        ({"Elsewhere": Columns(3, 1, 2, 3)}, "no sheet “Elsewhere”"),
    ],
)
def test_columns_that_make_no_sense_are_refused(officer, columns, says):
    entry = come_in(officer)
    table = read(entry)

    with pytest.raises(TableNotTaken, match=says):
        take_questions(entry=entry, table=table, name=NAME, columns=columns, version=1)

    entry.refresh_from_db()
    assert entry.text == WORDS


def test_too_many_questions_are_refused_and_two_hundred_taken(officer):
    entry = come_in(
        officer, excel(questions=[f"How many in area {n}?" for n in range(501)])
    )

    with pytest.raises(TableNotTaken, match="501 questions, and at most 500"):
        take(entry)
    entry = take(entry, {"Questions": Columns(304, 1, 2, 3)})

    assert len(asked(entry)) >= 200


def test_a_colleagues_correction_is_not_lost(officer):
    entry = come_in(officer)

    with pytest.raises(EntryQuestionsChanged):
        take(entry, version=entry.version + 1)


def test_the_request_knows_the_workbook(officer):
    entry = take(come_in(officer))

    foi_request = register_entry(
        entry=entry,
        outline=outline_of_entry(entry),
        requester_name="Rowan Hale",
        requester_email="rowan@hale.example",
        received_on=entry.received_on,
        regime="FOIA",
        channel="email",
        is_acknowledged=False,
        by=officer,
        on=ON,
        at=AT,
    )

    table = foi_request.question_tables.get()
    assert table.columns == {"Questions": [3, 1, 2, 3]}
    assert table.name == NAME
    assert foi_request.received_text == entry.text
    (file,) = rows_of_request(foi_request)
    assert file.origin.startswith(
        f"With the request, received on {format_date(entry.received_on)}"
    )
    texts = list(foi_request.questions.values_list("text", flat=True))
    assert texts[-3:] == list(QUESTIONS)
    assert FOIRequest.objects.count() == 1


def test_with_spam_the_words_of_its_workbook_go(officer):
    entry = take(come_in(officer))
    KeptFile.objects.update(kept_at=AT)
    end_entry(entry=entry, ended_as=SPAM, by=officer, at=AT)

    delete_old_spam(at=LATER)

    assert not EntryTable.objects.exists()
    assert not QuestionTable.objects.exists()


# --- The page ---


def page_of(client, entry, data=None):
    file = MessageFile.objects.get(message=entry.message)
    url = reverse("questions-of-file", args=[entry.pk, file.pk])
    answer = client.get(url) if data is None else client.post(url, data)
    return answer.content.decode() if answer.status_code == 200 else answer.url


def chosen(**given):
    details = {"is_used": "on", "header": "3", "number": "1", "question": "2"}
    details |= {"answer": "3"} | given
    data = {f"sheet0-{name}": value for name, value in details.items()}
    return data | {"version": "1", "take": "yes"}


def test_the_page_shows_what_was_found_and_takes_what_is_chosen(client, officer):
    entry = come_in(officer)
    message = reverse("incoming-message", args=[entry.pk])
    assert "Take questions from" in client.get(message).content.decode()

    assert "The file is being read" in page_of(client, entry)
    read(entry)
    page = page_of(client, entry)
    assert "B: Question" in page
    assert "3 questions:" in page
    assert QUESTIONS[0] in page
    assert page_of(client, entry, chosen()) == message

    assert QUESTIONS[0] in client.get(message).content.decode()


def test_a_row_with_a_number_and_no_question_is_named(client, officer):
    def fill(book, sheet):
        sheet["A7"] = 4
        sheet["B7"] = '="How "&"many?"'

    entry = come_in(officer, excel(fill))
    read(entry)

    page = page_of(client, entry)

    assert "no question is written there: row 7." in page
    assert "more rows or columns" not in page


def test_changed_columns_are_shown_before_anything_is_taken(client, officer):
    entry = come_in(officer)
    read(entry)

    data = chosen(header="5")
    del data["take"]
    page = page_of(client, entry, data)

    assert "1 question:" in page
    assert not EntryTable.objects.exists()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, officer):
    entry = come_in(officer)
    read(entry)

    page = page_of(client, entry, chosen(header="three"))
    assert "Enter the row of the headings as a number, or 0" in page
    assert 'value="three"' in page
    page = page_of(client, entry, chosen(answer="2"))
    assert "a column of their own" in page
    assert not EntryTable.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "q.xls", "old format"),
        (excel(), "q.xlsm", "macros"),
        (b"PK\3\4broken", "q.csv", "damaged"),
    ],
)
def test_what_cannot_be_read_is_told(client, officer, content, name, says):
    entry = come_in(officer, content, name)
    read(entry)

    page = page_of(client, entry)

    assert says in page
    assert "the letter alone" in page
