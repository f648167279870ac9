"""Files as tables: encodings, separators, workbooks; what is no table is said."""

import io
import zipfile
from datetime import date, datetime

import pytest

from requests_app.models import FOIRequest
from requests_app.past_requests import tables
from requests_app.past_requests.columns import (
    COLUMNS,
    FileRefused,
    template_csv,
    template_xlsx,
)
from requests_app.past_requests.tables import check_file, reading
from tests.requests_app.past_requests.tables import ROW, as_csv, as_xlsx, row

NAME = {"requester_name": "Siân Müller"}


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ";"),
        ("cp1252", ";"),
        ("utf-16", "\t"),
        ("utf-16-le", ","),
        ("utf-16-be", ","),
    ],
)
def test_text_is_read_in_the_encodings_of_offices(run, encoding, delimiter):
    run(as_csv(row(**NAME), encoding=encoding, delimiter=delimiter))

    assert FOIRequest.objects.get().requester_name == "Siân Müller"


def test_the_line_of_excel_before_the_header_is_skipped(run):
    run(b"sep=;\r\n" + as_csv(row(), delimiter=";"))

    assert FOIRequest.objects.get().history.get().note.endswith("line 3.")


def test_names_of_columns_are_read_in_any_case_and_order(run):
    columns = [*reversed(ROW), "Colour of the folder"]
    content = as_csv(row(), columns=columns)
    content = content.replace(b"Received on", b"DATE RECEIVED")
    content = content.replace(b"E-mail", b"email_address")
    done = run(content)

    assert done.made == 1
    assert done.unknown == ["Colour of the folder"]


def test_blank_rows_are_left_out_and_lines_stay_right(run):
    content = as_csv(row(received_on="never"))
    head, rest = content.split(b"\r\n", 1)
    done = run(head + b"\r\n\r\n,,\r\n" + rest, step="check")

    assert (done.rows, done.findings.get().line) == (1, 4)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty"),
        (b" \n\n", "The file is empty"),
        (b"Reference\nOLD/1\n", "one column only: “Reference”"),
        (b"Colour,Shape\nred,round\n", "lacks the column “Reference”"),
        (b"Reference,Received on\nA,2019-03-04\n", "lacks the column “Requester name”"),
        (b"Reference,Ref,Received on,Requester name\n", "“Reference” more than once"),
        (b"Reference,Received on,Requester name\n", "no rows below"),
        (b'Reference,Received on,Requester name\nA,"2019', "line 2 cannot be read"),
        (b"%PDF-1.7\n1 0 obj", "The file is a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "The file is a PNG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old or encrypted Office"),
        (b"Reference,Rec\x81\x8d\n", "no text that can be read"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(run, content, why):
    with pytest.raises(FileRefused, match=why):
        run(content)

    assert not FOIRequest.objects.exists()


def test_a_file_of_60_mb_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES", 50)

    with pytest.raises(FileRefused, match="more than the"):
        check_file(io.BytesIO(b"a" * 60), most_bytes=50)


def test_a_workbook_is_read_with_its_days(run):
    done = run(
        as_xlsx(
            row(
                reference=42,
                received_on=datetime(2019, 3, 4),  # noqa: DTZ001 - as workbooks have it
                answered_on=date(2019, 3, 20),
                **NAME,
            ),
            sheets=[[["Read me first"], ["The log is on the next sheet."]], []],
        ),
        name="log.xlsx",
    )

    made = FOIRequest.objects.get()
    assert done.made == 1
    assert (made.reference, made.received_on) == ("42", date(2019, 3, 4))


@pytest.mark.parametrize("cell", ["=A1", '=HYPERLINK("http://x.example","x")'])
def test_a_formula_is_refused_as_such(says, cell):
    said = says(as_xlsx(row(subject=cell)), name="log.xlsx")

    assert said == "“Subject” has a formula: paste its value instead."


def test_a_zip_bomb_is_refused(run, monkeypatch):
    monkeypatch.setattr(tables, "_MOST_UNPACKED", 10_000)
    bomb = io.BytesIO(as_xlsx(row()))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet99.xml", b"0" * 100_000)

    with pytest.raises(FileRefused, match="unpacks to far more"):
        run(bomb.getvalue(), name="log.xlsx")


def test_a_workbook_with_entities_is_refused(run):
    whole = io.BytesIO(as_xlsx(row()))
    changed = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + data
            new.writestr(name, data)

    with pytest.raises(FileRefused, match="damaged"):
        run(changed.getvalue(), name="log.xlsx")


def test_a_workbook_of_something_else_is_refused(run):
    with pytest.raises(FileRefused, match="lacks the column “Reference”"):
        run(as_xlsx({"Colour": "red", "Shape": "round"}), name="log.xlsx")


@pytest.mark.parametrize(
    ("content", "name"), [(template_csv(), "t.csv"), (template_xlsx(), "t.xlsx")]
)
def test_the_template_can_be_imported(run, authority, content, name):
    authority.requester_types.get_or_create(name="Media")
    done = run(content, name=name, step="check")

    assert (done.made, done.rejected) == (1, 0)
    assert len(done.header) == len(COLUMNS)


def test_reading_a_table_closes_no_file_of_somebody_else():
    file = io.BytesIO(as_csv(row()))
    with reading(file) as table:
        assert table.rows == 1

    assert not file.closed
