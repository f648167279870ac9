"""Safe copies are made, looked at, used in place of a file, and taken back."""

import io

import openpyxl
import pytest
from django.core.files.storage import storages

from documents.hidden.findings import VERSION
from requests_app.models import Job
from responses.enclosures import copying
from responses.enclosures.adding import EnclosureRefused, replace_enclosure
from responses.enclosures.changing import remove_enclosure, rename_enclosure
from responses.enclosures.copying import COPY_ENCLOSURE, ask_for_copy, make_copy
from responses.enclosures.history import EnclosuresHistory
from responses.enclosures.looking import SCAN_ENCLOSURE
from responses.enclosures.reading import read
from responses.enclosures.using import use_copy, use_original
from responses.models import Enclosure, OriginalFile, SafeCopy, SafeCopyFile
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.enclosures.added import MOST, PLAIN, add, codes, issue, kept, look
from tests.responses.files import hidden_sheet, plain_table, saved, workbook
from tests.responses.kinds import AT, ON


@pytest.fixture
def hidden(foi_request, officer):
    """A workbook with a hidden sheet, checked."""
    return look(add(foi_request, officer, hidden_sheet(), "figures.xlsx"))


def ask(enclosure, way, by):
    return ask_for_copy(enclosure=enclosure, way=way, sha256=enclosure.sha256, by=by)


def made(enclosure, way, by):
    """Ask for a copy, and have a worker make it."""
    copy = ask(enclosure, way, by)
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)
    copy.refresh_from_db()
    return copy


def use(enclosure, way, by):
    return use_copy(enclosure=enclosure, way=way, sha256=enclosure.sha256, by=by, on=ON)


def undo(enclosure, by):
    return use_original(enclosure=enclosure, sha256=enclosure.sha256, by=by, on=ON)


def sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def two_sheets():
    book = workbook()
    book.create_sheet("Later").append(["Year", "Spend"])
    return saved(book)


def test_a_copy_is_made_and_checked_and_nothing_changes_yet(hidden, officer):
    copy = made(hidden, "values", officer)

    file = copy.files.get()
    assert copy.state == SafeCopy.State.READY
    assert (file.name, file.scan, file.found) == ("figures.xlsx", "clean", [])
    assert "Source, row 1: HIDDEN-CANARY-0000 | 0" in copy.words["gone"]
    assert "Answer, row 1: Year | Number | Kind" in copy.words["kept"]
    assert sheets(read(file)) == ["Answer"]
    hidden.refresh_from_db()
    assert hidden.scan == Enclosure.Scan.HIDDEN_DATA


def test_a_copy_takes_the_place_of_its_original_which_is_kept(
    hidden, officer, foi_request, django_capture_on_commit_callbacks
):
    before, content = hidden.sha256, read(hidden)
    made(hidden, "values", officer)
    with django_capture_on_commit_callbacks(execute=True):
        (used,) = use(hidden, "values", officer)

    assert (used.pk, used.name, used.title) == (hidden.pk, "figures.xlsx", "Figures")
    assert used.scan == Enclosure.Scan.CLEAN
    assert used.sha256 != before
    assert "attachment_has_hidden_data" not in codes(foi_request)
    original = used.original
    assert (original.sha256, original.replaced_by) == (before, officer)
    assert read(original) == content
    assert not SafeCopy.objects.exists()
    entry = foi_request.history.get(kind=EnclosuresHistory.ENCLOSURE_COPY_USED)
    assert "figures.xlsx" in entry.note


def test_the_original_comes_back(
    hidden, officer, foi_request, django_capture_on_commit_callbacks
):
    before, found = hidden.sha256, hidden.found
    made(hidden, "values", officer)
    (used,) = use(hidden, "values", officer)
    rename_enclosure(enclosure=used, title="Figures by year", by=officer, on=ON)
    file = used.stored_as
    with django_capture_on_commit_callbacks(execute=True):
        back = undo(used, officer)

    assert (back.sha256, back.found, back.original) == (before, found, None)
    assert back.title == "Figures by year"
    assert "attachment_has_hidden_data" in codes(foi_request)
    assert kept(back)
    assert not storages["default"].exists(file)
    assert not OriginalFile.objects.exists()
    assert foi_request.history.filter(
        kind=EnclosuresHistory.ENCLOSURE_ORIGINAL_USED
    ).exists()


def test_a_copy_may_be_used_again_after_it_was_taken_back(hidden, officer):
    made(hidden, "values", officer)
    (used,) = use(hidden, "values", officer)
    back = undo(used, officer)

    copy = made(back, "values", officer)
    (again,) = use(back, "values", officer)

    assert copy.state == SafeCopy.State.READY
    assert again.scan == Enclosure.Scan.CLEAN


def test_each_sheet_becomes_a_file_in_the_place_of_the_workbook(foi_request, officer):
    first = look(add(foi_request, officer, b"a,b\r\n1,2\r\n", "first.csv"))
    book = look(add(foi_request, officer, two_sheets(), "figures.xlsx"))
    last = look(add(foi_request, officer, b"a,b\r\n3,4\r\n", "last.csv"))
    made(book, "csv", officer)
    use(book, "csv", officer)

    files = list(foi_request.enclosures.all())
    assert [one.name for one in files] == [
        first.name,
        "figures - Answer.csv",
        "figures - Later.csv",
        last.name,
    ]
    assert [one.title for one in files][1:3] == ["Figures: Answer", "Figures: Later"]
    assert len({one.original_id for one in files[1:3]}) == 1

    undo(files[2], officer)

    names = list(foi_request.enclosures.values_list("name", "title"))
    assert names[1] == ("figures.xlsx", "Figures")
    assert len(names) == 3


def test_asking_twice_makes_one_copy(hidden, officer):
    first = ask(hidden, "values", officer)
    second = ask(hidden, "values", officer)

    assert first == second
    assert Job.objects.filter(kind=COPY_ENCLOSURE.name).count() == 1


def test_a_worker_that_dies_leaves_the_copy_to_the_next(hidden, officer, monkeypatch):
    copy = ask(hidden, "values", officer)
    with monkeypatch.context() as patch:
        patch.setattr(copying, "scan_apart", _dies)
        with pytest.raises(RuntimeError):
            make_copy(copy=copy, at=AT)
    assert not SafeCopyFile.objects.exists()

    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)

    copy.refresh_from_db()
    assert copy.state == SafeCopy.State.READY
    make_copy(copy=copy, at=AT)
    assert copy.files.count() == 1


def _dies(*_):
    raise RuntimeError("killed")


def test_a_file_that_cannot_be_copied_says_why_and_may_be_tried_again(
    foi_request, officer
):
    enclosure = look(add(foi_request, officer, b"%PDF-1.7 broken", "report.pdf"))

    copy = made(enclosure, "flat", officer)

    assert copy.state == SafeCopy.State.REFUSED
    assert copy.refusal == "is damaged, or asks for a password"
    with pytest.raises(EnclosureRefused, match="not there any more"):
        use(enclosure, "flat", officer)
    assert ask(enclosure, "flat", officer).state == SafeCopy.State.WAITING


def test_a_file_changed_between_looking_and_using_stays(hidden, officer):
    made(hidden, "values", officer)
    shown = hidden.sha256
    replaced = replace_enclosure(
        enclosure=hidden,
        chunks=[plain_table()],
        name="figures.csv",
        most_bytes=MOST,
        by=officer,
        on=ON,
    )

    with pytest.raises(EnclosureRefused, match="replaced since"):
        use_copy(enclosure=hidden, way="values", sha256=shown, by=officer, on=ON)

    assert replaced.sha256 != shown
    assert not SafeCopy.objects.exists()


def test_a_second_click_changes_nothing_more(hidden, officer):
    made(hidden, "values", officer)
    shown = hidden.sha256
    use(hidden, "values", officer)

    with pytest.raises(EnclosureRefused, match="replaced since"):
        use_copy(enclosure=hidden, way="values", sha256=shown, by=officer, on=ON)

    assert OriginalFile.objects.count() == 1


def test_a_copy_of_an_older_check_is_made_again(hidden, officer):
    made(hidden, "values", officer)
    SafeCopyFile.objects.update(scanned_by_version=f"{VERSION}-before")

    with pytest.raises(EnclosureRefused, match="has been improved"):
        use(hidden, "values", officer)


def test_what_is_found_in_a_copy_still_holds_the_letter_back(foi_request, officer):
    enclosure = look(add(foi_request, officer, hidden_sheet(), "figures.xlsx"))
    made(enclosure, "values", officer)
    found = [{"code": "x", "place": "", "message": "Rows.", "severity": "never"}]
    SafeCopyFile.objects.update(scan="hidden_data", found=found)

    (used,) = use(enclosure, "values", officer)

    assert used.is_held_back
    assert "attachment_has_hidden_data" in codes(foi_request)


def test_a_copy_that_is_with_the_letter_already_is_refused(foi_request, officer):
    book = look(add(foi_request, officer, hidden_sheet(), "figures.xlsx"))
    copy = made(book, "csv", officer)
    content = read(copy.files.get())
    look(add(foi_request, officer, content, "same.csv"))

    with pytest.raises(EnclosureRefused, match="with this letter already"):
        use(book, "csv", officer)


def test_more_sheets_than_a_letter_can_carry_are_refused(foi_request, officer):
    book = workbook()
    for number in range(51):
        book.create_sheet(f"Sheet {number}").append(["Year", number])
    enclosure = look(add(foi_request, officer, saved(book), "figures.xlsx"))

    copy = made(enclosure, "csv", officer)

    assert "would become 52 files" in copy.refusal


@pytest.mark.parametrize("way", ["flat", "document", "nonsense"])
def test_only_the_ways_that_fit_are_taken(hidden, officer, way):
    with pytest.raises(EnclosureRefused, match="in that way"):
        ask(hidden, way, officer)


def test_a_copy_is_not_copied_again(hidden, officer):
    made(hidden, "values", officer)
    (used,) = use(hidden, "values", officer)

    with pytest.raises(EnclosureRefused, match="safe copy already"):
        ask(used, "csv", officer)


def test_a_removed_file_takes_its_original_and_copies_along(
    hidden, officer, django_capture_on_commit_callbacks
):
    made(hidden, "values", officer)
    (used,) = use(hidden, "values", officer)
    names = [used.stored_as, str(used.original.file.name)]
    with django_capture_on_commit_callbacks(execute=True):
        remove_enclosure(enclosure=used, by=officer, on=ON)

    assert not OriginalFile.objects.exists()
    assert not any(storages["default"].exists(name) for name in names)


def test_copies_only_looked_at_go_with_the_file(
    hidden, officer, django_capture_on_commit_callbacks
):
    copy = made(hidden, "values", officer)
    name = str(copy.files.get().file.name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_enclosure(enclosure=hidden, by=officer, on=ON)

    assert not SafeCopy.objects.exists()
    assert not storages["default"].exists(name)


def test_a_corrected_file_in_place_of_a_copy_leaves_no_original(
    hidden, officer, django_capture_on_commit_callbacks
):
    made(hidden, "values", officer)
    (used,) = use(hidden, "values", officer)
    with django_capture_on_commit_callbacks(execute=True):
        replaced = replace_enclosure(
            enclosure=used,
            chunks=[PLAIN],
            name="figures.csv",
            most_bytes=MOST,
            by=officer,
            on=ON,
        )

    assert replaced.original is None
    assert not OriginalFile.objects.exists()


def test_a_file_that_comes_back_is_checked_again(foi_request, officer):
    enclosure = look(add(foi_request, officer, b"a\r\n1\r\n", "a.csv"))
    for content in (b"a\r\n2\r\n", b"a\r\n1\r\n"):
        enclosure = replace_enclosure(
            enclosure=enclosure,
            chunks=[content],
            name="a.csv",
            most_bytes=MOST,
            by=officer,
            on=ON,
        )
    run_jobs(SCAN_ENCLOSURE, on=ON, at=AT)

    enclosure.refresh_from_db()
    assert enclosure.is_scanned


def test_the_original_stays_with_the_letter_and_is_not_sent(officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    book = look(add(foi_request, officer, hidden_sheet(), "figures.xlsx"))
    made(book, "values", officer)
    (used,) = use(book, "values", officer)
    foi_request = kinds.cleared(foi_request, by=officer, approver=approver)

    letter = issue(foi_request, officer)

    (sent,) = letter.enclosures.all()
    assert sent == used
    assert sheets(read(sent)) == ["Answer"]
    assert sent.original.name == "figures.xlsx"
