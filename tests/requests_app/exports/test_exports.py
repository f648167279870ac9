"""Exports: whole, of what the person may see, safe to open, made once, kept a week."""

import csv
import re
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
from requests_app.exports.services import (
    MAKE_EXPORT,
    ExportNotPossible,
    ask_for_export,
    cancel_export,
    delete_old_exports,
)
from requests_app.models import AdministrationEntry, Export, Job
from tests.factories import (
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


def ask(by, query="state=all", of="requests", file_format="csv", has_requesters=False):
    return ask_for_export(
        query=query,
        of=of,
        file_format=file_format,
        has_requesters=has_requesters,
        by=by,
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
        "Letters given": "1",
        "Responses given": "1",
        "Last letter given": "2026-04-07",
        "Last letter given by": "",
        "Points of the review": "",
        "Provisions at review": "",
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

    def killed(*_):
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
    with django_assert_max_num_queries(45) as few:
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
    page = signed_in.post(address, {"of": "requests", "format": "csv"}, follow=True)
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
