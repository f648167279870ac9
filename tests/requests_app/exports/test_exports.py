"""Exports: whole, of what the person may see, safe to open, made once, kept a week."""

import csv
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.base import ContentFile
from django.db.models.functions import Now
from django.urls import reverse
from openpyxl import load_workbook

from requests_app.exports import services, writing
from requests_app.exports.columns import OF_LISTS, groups_of
from requests_app.exports.services import (
    MAKE_EXPORT,
    ExportNotPossible,
    ask_for_export,
    cancel_export,
    delete_old_exports,
)
from requests_app.lists.columns import COLUMNS, choose_columns
from requests_app.models import (
    AdministrationEntry,
    Export,
    ExportChoices,
    Job,
    Notice,
)
from requests_app.priority.queries import EXPORTED as PRIORITY
from requests_app.telling.mailing import mail_notices
from responses.models import LetterWithdrawal
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    TeamFactory,
    UserFactory,
)
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 9)
AT = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def make(officer):
    def make(reference, **fields):
        return FOIRequestFactory(
            authority=officer.authority, reference=reference, **fields
        )

    return make


def ask(
    by,
    query="state=all",
    of="requests",
    file_format="csv",
    has_requesters=False,
    **columns,
):
    return ask_for_export(
        query=query,
        of=of,
        file_format=file_format,
        has_requesters=has_requesters,
        by=by,
        **columns,
    )


def made(by, **wanted):
    export = ask(by, **wanted)
    run_jobs(MAKE_EXPORT, on=ON, at=AT)
    return Export.objects.get(pk=export.pk)


def rows_of(export):
    with export.file.open("rb") as file:
        text = file.read().decode("utf-8-sig")
    heading, *rows = csv.reader(StringIO(text))
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_every_fact_of_a_request_stands_in_its_row(make, officer):
    team = TeamFactory(authority=officer.authority, name="Roads")
    request = make(
        "1-26",
        subject="Potholes",
        team=team,
        officer=officer,
        state="answered",
        received_on=date(2026, 3, 2),
        due_on=date(2026, 4, 30),
        original_due_on=date(2026, 3, 31),
        extension="public_interest",
        extended_on=date(2026, 3, 20),
        answered_on=date(2026, 4, 7),
        was_in_time=True,
        days_taken=24,
        closed_on=date(2026, 4, 7),
        outcome="partly_refused",
        refusal_reason="exemption",
        provisions=["FOIA 31(1)(a)", "FOIA 43(2)"],
    )
    QuestionFactory(foi_request=request)
    parks = DepartmentFactory(authority=officer.authority, name="Parks")
    enquiry = request.enquiries.create(
        department=parks, asked_by=officer, asked_on=ON, wanted_by=ON
    )
    for minutes in (30, 45):
        enquiry.replies.create(
            by=officer, name="Kim", time_spent_minutes=minutes, sent_at=AT, sent_on=ON
        )

    request.complaints.create(case_number="IC-1", received_on=date(2026, 5, 4))
    LetterFactory(foi_request=request, given_on=date(2026, 4, 7))

    (row,) = rows_of(made(officer))

    assert row == {
        "Reference": "1-26",
        "Kind": "Request",
        "Review of": "",
        "Subject": "Potholes",
        "Kind of requester": "",
        "Channel": "E-mail",
        "Language": "English",
        "Law": "FOIA",
        "State": "Answered",
        "Flags": "",
        "Restricted": "no",
        "Routine": "no",
        "Received": "2026-03-02",
        "Registered": request.registered_on.isoformat(),
        "Due before extension": "2026-03-31",
        "Due": "2026-04-30",
        "Extension": "Public interest test",
        "Extended on": "2026-03-20",
        "First answered": "2026-04-07",
        "In time": "yes",
        "Working days taken": "24",
        "Reason for lateness": "",
        "Team of the lateness": "",
        "Closed": "2026-04-07",
        "Outcome": "Granted in part, refused in part",
        "Ground of refusal": "Exemption or exception",
        "Provisions": "FOIA 31(1)(a); FOIA 43(2)",
        "Team": "Roads",
        "Officer": str(officer),
        "Questions": "1",
        "Departments asked": "Parks",
        "Minutes of departments": "75",
        "Complaint to the regulator": "IC-1",
        "Complaint received": "2026-05-04",
        "Complaint outcome": "",
        "Complaint decided": "",
        "Decision notice": "",
        "Provisions at the regulator": "",
        "Appeal to the tribunal": "",
        "Requests alike": "",
        "First request alike": "",
        "Double of": "",
        "Requester record": "",
        "Minutes of officers": "",
        "Letters given": "1",
        "Responses given": "1",
        "Last letter given": "2026-04-07",
        "Last letter given by": "",
        "Points of the review": "",
        "Provisions at review": "",
        **dict.fromkeys(PRIORITY, ""),
        "Whose turn": "",
        "Next step": "",
        "Since": "",
    }


def test_requesters_stand_in_the_file_only_where_asked_for(make, officer):
    make("1-26", requester_name="Ó Brien, Siân", requester_organisation="The Echo")

    assert "Requester" not in rows_of(made(officer))[0]
    (row,) = rows_of(made(officer, has_requesters=True))
    assert (row["Requester"], row["Organisation"]) == ("Ó Brien, Siân", "The Echo")


def test_each_question_has_a_row_where_so_chosen(make, officer):
    request = make("1-26")
    for order in range(3):
        QuestionFactory(
            foi_request=request, order=order, label=str(order + 1), text=f"Why {order}?"
        )

    rows = rows_of(made(officer, of="questions"))

    assert [(row["Number"], row["Question"]) for row in rows] == [
        ("1", "Why 0?"),
        ("2", "Why 1?"),
        ("3", "Why 2?"),
    ]


def test_the_number_of_a_part_is_whole_whatever_its_request(make, officer):
    for reference in ("1-26", "2-26"):
        request = make(reference)
        for number in ("1", "2"):
            order = 10 * int(number)
            question = QuestionFactory(
                foi_request=request, order=order, label=number, text="Say:"
            )
            for place, letter in enumerate("ab", start=1):
                QuestionFactory(
                    foi_request=request, parent=question, order=order + place,
                    label=letter, text=f"Why {letter}?",
                )  # fmt: skip
    QuestionFactory(foi_request=make("3-26"), label="", text="How many?")

    rows = rows_of(made(officer, of="questions"))

    assert [row["Number"] for row in rows if row["Reference"] == "3-26"] == [""]
    for reference in ("1-26", "2-26"):
        assert [row["Number"] for row in rows if row["Reference"] == reference] == [
            *("1", "1(a)", "1(b)"),
            *("2", "2(a)", "2(b)"),
        ]


def test_the_file_is_whole_however_many_chunks_it_takes(make, officer, monkeypatch):
    monkeypatch.setattr(services, "_CHUNK", 3)
    for number in range(10):
        make(f"{number}-26")

    export = made(officer)

    assert [row["Reference"] for row in rows_of(export)] == [
        f"{number}-26" for number in reversed(range(10))
    ]
    assert (export.rows, export.rows_done) == (10, 10)
    assert export.file.name.endswith("/requests-2026-03-09-10-rows.csv")


def test_the_filters_of_the_list_choose_the_rows(make, officer):
    make("1-26", regime="EIR")
    make("2-26", regime="FOIA")

    export = made(officer, query="state=all&regime=EIR")

    assert [row["Reference"] for row in rows_of(export)] == ["1-26"]
    assert "EIR" in export.filters


def test_only_what_the_person_may_see_when_it_is_made_stands_in_it(make, officer):
    make("1-26")
    hidden = make("2-26")
    FOIRequestFactory(reference="3-26")
    export = ask(officer)
    hidden.is_restricted = True
    hidden.save()

    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    export.refresh_from_db()
    assert [row["Reference"] for row in rows_of(export)] == ["1-26"]


def read_as_shown(paragraph):
    """Return the text of a paragraph, its white space collapsed as readers do."""
    text = re.sub("[ \t\n]+", " ", paragraph.text or "").lstrip(" ")
    for element in paragraph:
        if element.tag.endswith("}tab"):
            text += "\t"
        else:
            text += " " * int(next(iter(element.attrib.values())))
        text += re.sub("[ \t\n]+", " ", element.tail or "")
    return text


HARMFUL = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1", "|x"]


@pytest.mark.parametrize("typed", HARMFUL)
def test_nothing_typed_is_a_formula_in_a_table_of_commas(make, officer, typed):
    make("1-26", subject=typed)

    assert rows_of(made(officer))[0]["Subject"] == f"'{typed}"


@pytest.mark.parametrize(
    "typed", [*HARMFUL, "🙂 naïve", "<b>&amp;", "007", "a\nb", "  a  b ", "a\tb"]
)
def test_cells_of_workbooks_are_text_as_typed(make, officer, typed):
    make("1-26", subject=typed, received_on=date(2026, 3, 2))
    shown = typed.replace("\r", "\n")

    export = made(officer, file_format="xlsx")
    with export.file.open("rb") as file:
        sheet = load_workbook(BytesIO(file.read()))["Requests"]
    heading = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, heading.index("Subject") + 1)
    assert (cell.value, cell.data_type) == (shown, "s")
    received = sheet.cell(2, heading.index("Received") + 1).value
    assert received.date() == date(2026, 3, 2)

    export = made(officer, file_format="ods")
    with export.file.open("rb") as file:
        content = fromstring(ZipFile(BytesIO(file.read())).read("content.xml"))
    cells = content.findall(".//{*}table-row")[1].findall("{*}table-cell")
    found = cells[heading.index("Subject")]
    kind = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
    assert found.get(kind) == "string"
    assert "\n".join(map(read_as_shown, found.findall("{*}p"))) == shown
    assert cells[heading.index("Received")].get(kind) == "date"


@pytest.mark.parametrize("file_format", ["xlsx", "ods"])
def test_a_table_longer_than_a_sheet_goes_on_in_a_second(
    make, officer, file_format, monkeypatch
):
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    for number in range(5):
        make(f"{number}-26")

    export = made(officer, file_format=file_format)

    with export.file.open("rb") as file:
        read = BytesIO(file.read())
    if file_format == "xlsx":
        sheets = load_workbook(read)
        assert sheets.sheetnames == ["Requests", "Requests 2", "Requests 3", "About"]
        assert [sheets[name].max_row for name in sheets.sheetnames[:3]] == [3, 3, 2]
    else:
        content = fromstring(ZipFile(read).read("content.xml"))
        tables = content.findall(".//{*}table")
        rows = [len(table.findall("{*}table-row")) for table in tables]
        assert rows[:3] == [3, 3, 2]


def test_a_workbook_says_what_it_is(make, officer):
    make("1-26", regime="EIR")

    export = made(officer, query="state=all&regime=EIR", file_format="xlsx")

    with export.file.open("rb") as file:
        about = load_workbook(BytesIO(file.read()))["About"]
    told = {row[0].value: row[1].value for row in about}
    assert told["Made"] == "9 March 2026, 09:30"
    assert "EIR" in told["Filters"]
    assert told["Rows"] == "1"


def test_the_same_file_asked_for_twice_at_once_is_made_once(officer):
    assert ask(officer) == ask(officer)
    assert Job.objects.filter(kind=MAKE_EXPORT.name).count() == 1
    # Another format is another file; and once made, the next is made afresh.
    assert ask(officer) != ask(officer, file_format="ods")
    run_jobs(MAKE_EXPORT, on=ON, at=AT)
    ask(officer)
    assert Export.objects.count() == 3


def test_a_killed_worker_leaves_no_half_and_the_next_begins_again(
    make, officer, monkeypatch
):
    make("1-26")
    export = ask(officer)

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(services, "rows_of", killed)
        with pytest.raises(KeyboardInterrupt):
            run_jobs(MAKE_EXPORT, on=ON, at=AT)
    export.refresh_from_db()
    assert not export.file
    Job.objects.update(leased_until=Now() - timedelta(minutes=1))

    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    export.refresh_from_db()
    assert len(rows_of(export)) == 1


def test_an_export_can_be_cancelled_until_it_is_done(make, officer):
    make("1-26")
    export = ask(officer)
    cancel_export(export=export)
    run_jobs(MAKE_EXPORT, on=ON, at=AT)
    export.refresh_from_db()
    assert not export.file

    done = made(officer)
    with pytest.raises(ExportNotPossible, match="done already"):
        cancel_export(export=done)


def test_an_export_cancelled_while_it_is_made_stops(make, officer, monkeypatch):
    monkeypatch.setattr(services, "_CHUNK", 1)
    make("1-26"), make("2-26")
    export = ask(officer)
    real = services.rows_of

    def rows(one, keys):
        Export.objects.update(cancelled_at=AT)
        return real(one, keys)

    monkeypatch.setattr(services, "rows_of", rows)
    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    export.refresh_from_db()
    assert not export.file
    assert export.done_at is None


def test_an_export_cancelled_after_its_last_row_is_not_kept(make, officer, monkeypatch):
    make("1-26")
    export = ask(officer)
    real = writing.CSVWriter.end

    def end(writer, about):
        Export.objects.update(cancelled_at=AT)
        real(writer, about)

    monkeypatch.setattr(writing.CSVWriter, "end", end)
    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    export.refresh_from_db()
    assert (export.done_at, export.file.name) == (None, "")
    assert not AdministrationEntry.objects.exists()


def test_a_person_who_moved_to_another_authority_gets_no_file(make, officer):
    make("1-26")
    export = ask(officer)
    officer.authority = UserFactory().authority
    officer.save()

    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    export.refresh_from_db()
    assert not export.is_under_way
    assert not export.file


def test_a_text_longer_than_a_cell_is_cut_and_said_so(make, officer, monkeypatch):
    monkeypatch.setattr(writing, "MOST_LETTERS", 10)
    make("1-26", subject="Potholes in every street")

    for file_format in ("xlsx", "ods"):
        export = made(officer, file_format=file_format)
        with export.file.open("rb") as file:
            read = BytesIO(file.read())
        if file_format == "xlsx":
            told = {row[0].value for row in load_workbook(read)["About"]}
        else:
            told = ZipFile(read).read("content.xml").decode()
        assert "Cut" in told


def test_a_file_that_no_export_names_goes_with_the_old_ones(make, officer):
    make("1-26")
    kept = made(officer)
    storage = kept.file.storage
    left = [f"exports/{kept.pk}/older.csv", "exports/999999/gone.csv"]
    for name in left:
        storage.save(name, ContentFile(b"x"))

    delete_old_exports(at=AT)

    assert storage.exists(kept.file.name)
    assert not any(storage.exists(name) for name in left)


def test_an_export_is_on_record_for_auditors(make, officer):
    make("1-26")

    made(officer, query="state=all&regime=FOIA", has_requesters=True)

    entry = AdministrationEntry.objects.get()
    assert (entry.by, entry.authority) == (officer, officer.authority)
    assert entry.what == "1 rows as CSV, with requesters"
    assert "FOIA" in entry.changes["filters"][1]


@pytest.mark.parametrize("of", ["questions", "letters"])
def test_the_record_names_no_requesters_of_a_file_without_them(
    make, officer, signed_in, of
):
    make("1-26")
    export = made(officer, of=of, has_requesters=True)

    answer = signed_in.get(reverse("export-file", args=[export.pk]))

    assert b"".join(answer.streaming_content)
    told = AdministrationEntry.objects.values_list("what", flat=True)
    assert len(told) == 2
    assert not [what for what in told if "requesters" in what]
    assert "with requesters" not in signed_in.get(reverse("exports")).text


def test_a_person_without_requests_exports_none():
    with pytest.raises(ExportNotPossible):
        ask(UserFactory(roles=["contributor"]))
    assert not Export.objects.exists()


def test_old_exports_go_with_their_files(make, officer):
    make("1-26")
    old, young = made(officer), made(officer, file_format="ods")
    Export.objects.filter(pk=old.pk).update(asked_at=AT - timedelta(days=8))
    Export.objects.filter(pk=young.pk).update(asked_at=AT - timedelta(days=6))

    assert delete_old_exports(at=AT) == 1

    assert not old.file.storage.exists(old.file.name)
    assert young.file.storage.exists(young.file.name)
    assert list(Export.objects.all()) == [young]


def test_as_many_queries_for_one_request_as_for_many(
    make, officer, django_assert_max_num_queries
):
    make("1-26")
    with django_assert_max_num_queries(55) as few:
        made(officer)
    for number in range(2, 30):
        make(f"{number}-26", officer=officer)
    with django_assert_max_num_queries(len(few)):
        made(officer)


# --- Pages --------------------------------------------------------------------------


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


def test_the_list_leads_to_its_export_and_the_file(signed_in, make, officer):
    make("1-26", regime="EIR")
    page = signed_in.get(reverse("foi-requests"), {"regime": "EIR"})
    address = f"{reverse('export-requests')}?regime=EIR"
    assert f'href="{address}"' in page.text

    page = signed_in.get(address)
    assert "Law: " in page.text or "EIR" in page.text
    wanted = {"of": "requests", "which": "all", "format": "csv"}
    page = signed_in.post(address, wanted, follow=True)
    assert "Waiting to begin." in page.text
    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    page = signed_in.get(reverse("exports"))
    assert "Download 1 row" in page.text
    file = signed_in.get(reverse("export-file", args=[Export.objects.get().pk]))
    assert "1-26" in b"".join(file.streaming_content).decode()
    assert file["Content-Disposition"].startswith("attachment;")
    assert "no-store" in file["Cache-Control"]


def test_nobody_else_opens_or_cancels_an_export(make, officer, client):
    export = made(officer)
    colleague = UserFactory(roles=["manager"], authority=officer.authority)
    client.force_login(colleague, backend="accounts.backends.RoleBackend")

    for name in ("export-file", "cancel-export"):
        assert client.get(reverse(name, args=[export.pk])).status_code in {404, 405}
    assert client.post(reverse("cancel-export", args=[export.pk])).status_code == 404
    assert "Download" not in client.get(reverse("exports")).text


def test_a_file_past_its_week_is_gone(signed_in, make, officer):
    make("1-26")
    export = made(officer)
    Export.objects.update(asked_at=Now() - timedelta(days=8))

    assert signed_in.get(reverse("export-file", args=[export.pk])).status_code == 404


def test_an_export_that_cannot_be_made_says_so(signed_in, officer):
    ask(officer)
    Job.objects.update(needs_attention=True)

    page = signed_in.get(reverse("exports"))

    assert "The file could not be made." in page.text
    assert "hx-get" not in page.text


def test_the_page_takes_the_same_queries_however_many_exports(
    signed_in, officer, django_assert_num_queries
):
    for number in range(1, 4):
        for _ in range(number):
            Export.objects.create(authority=officer.authority, by=officer)
        with django_assert_num_queries(5):
            signed_in.get(reverse("exports"))


def test_each_download_is_on_record(signed_in, make, officer):
    make("1-26")
    export = made(officer, has_requesters=True)
    url = reverse("export-file", args=[export.pk])

    files = [b"".join(signed_in.get(url).streaming_content) for _ in range(2)]

    assert files[0] == files[1]
    told = AdministrationEntry.objects.filter(what__startswith="File downloaded")
    assert [(one.by, one.subject, one.what) for one in told] == 2 * [
        (
            officer,
            "Export of requests",
            "File downloaded: 1 rows as CSV, with requesters",
        )
    ]


def test_a_file_of_another_person_is_not_downloaded_nor_recorded(signed_in, officer):
    other = UserFactory(authority=officer.authority, roles=["officer"])
    export = made(other)

    answer = signed_in.get(reverse("export-file", args=[export.pk]))

    assert answer.status_code == 404
    told = AdministrationEntry.objects.filter(what__startswith="File downloaded")
    assert not told.exists()


# --- Columns ------------------------------------------------------------------------


@pytest.fixture
def ask_on_page(signed_in):
    def ask_on_page(query="state=all", **wanted):
        usual = {"of": "requests", "which": "all", "format": "csv"}
        return signed_in.post(
            f"{reverse('export-requests')}?{query}", usual | wanted, follow=True
        )

    return ask_on_page


def made_last():
    run_jobs(MAKE_EXPORT, on=ON, at=AT)
    return Export.objects.latest("pk")


def test_a_file_has_the_columns_ticked_in_the_order_of_files(make, officer):
    make("1-26", subject="Potholes")

    titles = ["Letters given", "Subject", "Reference", "Questions"]
    (row,) = rows_of(made(officer, which="chosen", titles=titles))

    assert list(row) == ["Reference", "Subject", "Questions", "Letters given"]
    assert row["Subject"] == "Potholes"


@pytest.mark.parametrize("file_format", ["xlsx", "ods"])
def test_the_columns_ticked_are_those_of_workbooks_too(make, officer, file_format):
    make("1-26")

    export = made(
        officer, file_format=file_format, which="chosen", titles=["Reference", "Due"]
    )

    with export.file.open("rb") as file:
        read = BytesIO(file.read())
    if file_format == "xlsx":
        heading = [cell.value for cell in load_workbook(read)["Requests"][1]]
    else:
        content = fromstring(ZipFile(read).read("content.xml"))
        cells = content.findall(".//{*}table-row")[0].findall("{*}table-cell")
        heading = ["".join(cell.itertext()) for cell in cells]
    assert heading == ["Reference", "Due"]


def test_every_column_of_a_list_is_one_of_files():
    assert set(OF_LISTS) == {"", *COLUMNS}
    every = {title for group in groups_of("requests").values() for title in group}
    named = {title for titles in OF_LISTS.values() for title in titles}
    assert named <= {*every, "Requester", "Organisation"}


def test_a_file_has_the_columns_of_the_list(make, officer, ask_on_page):
    make("1-26", officer=officer)
    choose_columns(columns=["turn", "officer", "requester"], by=officer)

    ask_on_page(which="list")
    (row,) = rows_of(made_last())
    assert list(row) == [
        "Reference",
        "Subject",
        "Officer",
        "Whose turn",
        "Next step",
        "Since",
    ]
    assert row["Whose turn"] == str(officer)
    assert row["Next step"]

    # An address of a list, or a saved view, may name others.
    ask_on_page("state=all&columns=due,team", which="list")
    (row,) = rows_of(made_last())
    assert list(row) == ["Reference", "Subject", "Due", "Team"]


def test_the_page_offers_the_columns_last_chosen(signed_in, make, ask_on_page):
    make("1-26")
    ask_on_page(which="chosen", titles_requests=["Reference", "Law"])

    page = signed_in.get(reverse("export-requests")).text

    assert "Columns of requests: 2 of" in page
    assert re.search(r'value="chosen"[^>]*checked', page)
    assert re.search(r'value="Law"\s+checked', page)
    assert not re.search(r'value="Subject"\s+checked', page)


def test_columns_of_another_person_are_not_offered(signed_in, officer, make):
    make("1-26")
    other = UserFactory(authority=officer.authority, roles=["officer"])
    ask(other, which="chosen", titles=["Law"])

    assert (
        "Columns of requests: 1 of"
        not in signed_in.get(reverse("export-requests")).text
    )


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"which": "chosen"}, "Choose at least one column."),
        ({"which": "chosen", "titles_questions": ["Law"]}, "Choose at least one"),
        ({"which": "list", "of": "letters"}, "The columns of your list are facts of"),
        ({"which": "every"}, "Choose the columns from the list"),
        (
            {"which": "chosen", "titles_requests": ["Law", "Salary"]},
            "Choose the columns of requests from the list",
        ),
        ({"which": ""}, "Choose the columns"),
    ],
)
def test_columns_that_cannot_be_are_refused(ask_on_page, wanted, sentence):
    page = ask_on_page(**wanted)

    assert sentence in page.text
    assert not Export.objects.exists()
    assert not ExportChoices.objects.exists()


def test_a_service_refuses_columns_that_files_do_not_have(officer):
    with pytest.raises(ExportNotPossible, match="no column “Salary”"):
        ask(officer, which="chosen", titles=["Salary"])
    with pytest.raises(ExportNotPossible, match="at least one"):
        ask(officer, which="chosen")
    assert not Export.objects.exists()


def test_the_record_names_the_columns(make, officer):
    make("1-26")

    made(officer, which="chosen", titles=["Reference", "Law"])
    made(officer)

    first, second = AdministrationEntry.objects.order_by("pk")
    assert first.changes["columns"] == ["", "Reference, Law"]
    assert second.changes["columns"] == ["", "all"]


def test_a_saved_view_leads_to_its_export(signed_in, officer):
    officer.saved_views.create(
        authority=officer.authority, name="Roads", query="regime=EIR&columns=due"
    )

    page = signed_in.get(reverse("saved-views")).text

    address = f"{reverse('export-requests')}?regime=EIR&amp;columns=due"
    assert f'href="{address}"' in page
    page = signed_in.get(address.replace("&amp;", "&")).text
    assert "Reference, Subject, Due" in page


# --- Questions and letters ----------------------------------------------------------


def test_a_question_says_its_answer_balance_and_departments(make, officer):
    request = make("1-26", state="answered")
    question, other = (
        QuestionFactory(foi_request=request, order=order, label=str(order))
        for order in (1, 2)
    )
    answer = AnswerFactory(foi_request=request, to=[question])
    for key, balance in (("FOIA 43(2)", "=The harm is greater."), ("FOIA 41(1)", "")):
        CitationFactory(answer=answer, provision_key=key, balance=balance)
    # Cited since in a draft: no letter has said so.
    CitationFactory(
        answer=answer, provision_key="FOIA 31(1)(a)", balance="Not yet said."
    )
    letter = LetterFactory(foi_request=request, given_on=date(2026, 4, 7))
    letter.letter_answers.create(
        question=question,
        outcome="withheld",
        provisions=["FOIA 43(2)", "FOIA 41(1)"],
        sha256="0" * 64,
    )
    for name, withdrawn_at in (("Parks", None), ("Legal", None), ("Roads", AT)):
        enquiry = request.enquiries.create(
            department=DepartmentFactory(authority=officer.authority, name=name),
            asked_by=officer,
            asked_on=ON,
            wanted_by=ON,
            withdrawn_at=withdrawn_at,
        )
        enquiry.questions.add(question)

    row, empty = rows_of(made(officer, of="questions"))

    assert row["Outcome"] == "Withheld"
    assert row["Provisions"] == "FOIA 43(2); FOIA 41(1)"
    assert row["Public interest balance"] == "FOIA 43(2): =The harm is greater."
    assert row["Departments asked"] == "Parks, Legal"
    assert row["Letter given"] == "2026-04-07"
    assert (empty["Number"], empty["Outcome"], empty["Departments asked"]) == (
        other.label,
        "",
        "",
    )


def test_each_letter_has_a_row(make, officer):
    request = make(
        "1-26",
        state="answered",
        requester_email="asker@example.org",
        requester_address="1 High Street",
    )
    first = LetterFactory(
        foi_request=request,
        number=1,
        type="acknowledgement",
        cleared_by=None,
        issued_on=date(2026, 3, 3),
        given_on=date(2026, 3, 4),
    )
    second = LetterFactory(foi_request=request, number=2, supersedes=first)
    sent = {"by": officer, "asked_at": AT, "sent_at": AT, "sent_on": date(2026, 3, 4)}
    first.dispatches.create(channel="email", address="Asker@example.org", **sent)
    second.dispatches.create(channel="email", address="other@example.org", **sent)
    second.dispatches.create(
        channel="post", address="Ann Asker\n2 Low Road", by=officer, asked_at=AT
    )
    second.dispatches.create(
        channel="elsewhere", address="A portal", by=officer, stopped_at=AT
    )
    LetterWithdrawal.objects.create(
        letter=second, reason="A mistake", by=officer, on=date(2026, 3, 12)
    )

    export = made(officer, of="letters")
    one, two = rows_of(export)

    assert one == {
        "Reference": "1-26",
        "Received": request.received_on.isoformat(),
        "Law": "FOIA",
        "Team": "",
        "Number": "1",
        "Kind": "Acknowledgement",
        "Language": "English",
        "Cleared by": "",
        "Issued by": str(first.issued_by),
        "Issued on": "2026-03-03",
        "Given on": "2026-03-04",
        "Taken back on": "",
        "Corrects letter": "",
        "Corrected by letter": "2",
        "Channel": "E-mail",
        "Sent to": "The requester’s e-mail address",
        "Sent on": "2026-03-04",
        "Not delivered": "no",
        "Questions answered": "0",
    }
    assert (two["Corrects letter"], two["Taken back on"]) == ("1", "2026-03-12")
    assert two["Cleared by"] == str(second.cleared_by)
    assert two["Sent to"] == "Another e-mail address, Another postal address"
    assert two["Channel"] == "E-mail, Post"
    with export.file.open("rb") as file:
        text = file.read().decode()
    assert "example.org" not in text
    assert "Low Road" not in text
    assert export.file.name.endswith("/letters-2026-03-09-2-rows.csv")


@pytest.mark.parametrize("of", ["questions", "letters"])
def test_restricted_requests_are_left_out_of_every_kind_of_row(make, officer, of):
    for reference, fields in {"1-26": {}, "2-26": {"is_restricted": True}}.items():
        request = make(reference, state="answered", **fields)
        QuestionFactory(foi_request=request)
        LetterFactory(foi_request=request)

    assert [row["Reference"] for row in rows_of(made(officer, of=of))] == ["1-26"]


@pytest.mark.parametrize("of", ["questions", "letters"])
def test_as_many_queries_for_one_row_as_for_many(
    make, officer, of, django_assert_max_num_queries
):
    def add(reference):
        request = make(reference, state="answered")
        question = QuestionFactory(foi_request=request)
        letter = LetterFactory(foi_request=request, given_on=ON)
        letter.letter_answers.create(
            question=question, outcome="disclosed", sha256="0" * 64
        )
        letter.dispatches.create(channel="post", address="x", by=officer)

    add("1-26")
    with django_assert_max_num_queries(54) as few:
        made(officer, of=of)
    for number in range(2, 12):
        add(f"{number}-26")
    with django_assert_max_num_queries(len(few)):
        made(officer, of=of)


# --- Notices ------------------------------------------------------------------------


def asked_a_minute_ago():
    Export.objects.update(asked_at=Now() - timedelta(minutes=1))


def test_who_asked_is_told_of_a_file_that_took_its_time(make, officer):
    make("1-26")
    export = ask(officer)
    asked_a_minute_ago()

    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.way) == (officer, "export", "at_once")
    assert notice.words.startswith("Your export is ready: 1 row as CSV, kept until ")
    assert notice.url == export.get_absolute_url()


def test_nobody_is_told_of_a_file_made_at_once(make, officer):
    make("1-26")
    made(officer)

    assert not Notice.objects.exists()


def test_a_person_who_stays_on_the_page_gets_no_e_mail(signed_in, make, officer):
    make("1-26")
    ask(officer)
    asked_a_minute_ago()
    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    signed_in.get(reverse("exports"), headers={"HX-Request": "true"})

    assert Notice.objects.get().read_at is not None
    assert mail_notices() == 0


def test_who_asked_is_told_once_after_a_killed_worker(make, officer, monkeypatch):
    make("1-26")
    ask(officer)
    asked_a_minute_ago()

    def killed(*_, **__):
        raise KeyboardInterrupt

    # The worker dies after the notice is written, before the job is done.
    with monkeypatch.context() as patched:
        patched.setattr("requests_app.jobs.queue.mark_done", killed)
        with pytest.raises(KeyboardInterrupt):
            run_jobs(MAKE_EXPORT, on=ON, at=AT)
    Job.objects.update(leased_until=Now() - timedelta(minutes=1))
    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    assert Notice.objects.count() == 1


@pytest.mark.parametrize("is_killed", [True, False])
def test_who_asked_is_told_once_that_a_file_cannot_be_made(
    make, officer, monkeypatch, is_killed
):
    make("1-26")
    export = ask(officer)
    failure = KeyboardInterrupt if is_killed else ValueError

    def fail(*_):
        raise failure

    monkeypatch.setattr(services, "rows_of", fail)
    for _ in range(MAKE_EXPORT.most_attempts + 2):
        with suppress(KeyboardInterrupt):
            run_jobs(MAKE_EXPORT, on=ON, at=AT)
        Job.objects.update(due_at=Now())
        Job.objects.filter(leased_until__isnull=False).update(
            leased_until=Now() - timedelta(minutes=1)
        )

    notice = Notice.objects.get()
    assert (notice.person, notice.url) == (officer, export.get_absolute_url())
    assert "could not be made" in notice.words


def test_nobody_else_is_told_of_an_export(make, officer):
    make("1-26")
    UserFactory(authority=officer.authority, roles=["manager"])
    officer.email = ""
    officer.save()
    ask(officer)
    asked_a_minute_ago()

    run_jobs(MAKE_EXPORT, on=ON, at=AT)

    notice = Notice.objects.get()
    assert (notice.person, notice.way) == (officer, "none")
