"""Enclosures: stored whole, checked for hidden data, cleared and issued unchanged."""

import hashlib
from datetime import date

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, transaction

from requests_app.models import Job
from responses.checks.findings import findings_in
from responses.clearance.services import OwnWork, clear_response, send_for_clearance
from responses.drafting.permitted import DraftingRefused, DraftNotOpen
from responses.enclosures import reading
from responses.enclosures.adding import (
    EnclosureRefused,
    add_enclosure,
    replace_enclosure,
)
from responses.enclosures.changing import (
    accept_enclosure,
    move_enclosure,
    remove_enclosure,
)
from responses.enclosures.history import EnclosuresHistory
from responses.enclosures.looking import SCAN_ENCLOSURE, scan_enclosure
from responses.enclosures.names import safe_name
from responses.enclosures.reading import delete_unfinished
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Enclosure
from responses.refusals import DocumentDamaged
from tests.factories import FOIRequestFactory
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.files import hidden_sheet, plain_table
from tests.responses.kinds import AT, ON

MOST = 25_000_000
PLAIN = plain_table()


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)


def add(foi_request, by, content=PLAIN, name="figures.csv", **changes):
    return add_enclosure(
        **{
            "foi_request": foi_request,
            "chunks": [content],
            "name": name,
            "title": "",
            "most_bytes": MOST,
            "by": by,
            "on": ON,
            **changes,
        }
    )


def look(enclosure):
    return scan_enclosure(enclosure=enclosure, on=ON, at=AT)


def kept(enclosure):
    return storages["default"].exists(enclosure.stored_as)


def test_a_file_is_kept_under_the_name_of_its_content(foi_request, officer):
    enclosure = add(foi_request, officer, plain_table(), "Staff_costs-2025.csv")

    sha256 = hashlib.sha256(plain_table()).hexdigest()
    assert enclosure.sha256 == sha256
    assert enclosure.stored_as == f"enclosures/{foi_request.pk}/{sha256}"
    assert enclosure.title == "Staff costs 2025"
    assert reading.read(enclosure) == plain_table()
    assert foi_request.history.first().kind == EnclosuresHistory.ENCLOSURE_ADDED


def test_a_file_that_cannot_be_kept_is_refused_in_a_sentence(
    foi_request, officer, settings
):
    folder = settings.MEDIA_ROOT / "enclosures"
    folder.mkdir(parents=True)
    (folder / str(foi_request.pk)).write_text("no folder")

    with pytest.raises(DraftingRefused, match="could not be stored"):
        add(foi_request, officer)

    assert not Enclosure.objects.exists()


def test_a_file_waits_for_being_looked_through_once(foi_request, officer):
    enclosure = add(foi_request, officer)

    job = Job.objects.get(kind=SCAN_ENCLOSURE.name)
    assert job.foi_request == foi_request
    assert run_jobs(SCAN_ENCLOSURE, on=ON, at=AT) == 1
    assert run_jobs(SCAN_ENCLOSURE, on=ON, at=AT) == 0
    enclosure.refresh_from_db()
    assert (enclosure.scan, enclosure.found) == (Enclosure.Scan.CLEAN, [])
    assert enclosure.scanned_at == AT


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "empty.csv", "empty.csv is empty"),
        (b"x" * 11, "large.csv", "larger than"),
        (b"MZ", "report.pdf.exe", "not a kind of file"),
        (b"PK", "figures.zip", "Take the files out"),
        (b"\xd0\xcf", "figures.xls", "save it as .xlsx"),
    ],
)
def test_a_file_that_cannot_go_is_refused_in_a_sentence(
    content, name, why, foi_request, officer
):
    with pytest.raises(EnclosureRefused, match=why):
        add(foi_request, officer, content, name, most_bytes=10)

    assert not Enclosure.objects.exists()


def test_a_file_too_large_is_not_read_to_its_end(foi_request, officer):
    read = []

    def endless():
        while True:
            read.append(1)
            yield b"x" * 1_000_000

    with pytest.raises(EnclosureRefused, match="25 MB"):
        add(foi_request, officer, name="large.txt", chunks=endless())

    assert len(read) == 26
    assert not list(storages["default"].listdir("enclosures/unfinished")[1])


def test_the_same_file_twice_is_noticed(foi_request, officer):
    add(foi_request, officer, name="one.csv")

    with pytest.raises(EnclosureRefused, match=r"as one\.csv"):
        add(foi_request, officer, name="two.csv")


def test_two_files_of_one_name_are_told_apart(foi_request, officer):
    add(foi_request, officer, b"a\n1\n")

    assert add(foi_request, officer, b"a\n2\n").name == "figures (2).csv"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("C:\\Users\\jo\\Desktop\\figures.csv", "figures.csv"),
        ("../../etc/passwd", "passwd"),
        ("fig\u202egpj.csv", "figgpj.csv"),
        ("a\x00b\nc.csv", "a b c.csv"),
        ('cost "per" head?.csv', "cost -per- head-.csv"),
        ("CON.csv", "file CON.csv"),
        (".csv", "csv"),
        ("Résumé.PDF", "Résumé.pdf"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_is_made_safe(given, taken):
    assert safe_name(given) == taken


@pytest.mark.parametrize("state", ["clearance", "cleared", "answered"])
def test_a_draft_that_is_not_open_takes_no_file(state, officer):
    foi_request = FOIRequestFactory(authority=officer.authority, state=state)

    with pytest.raises(DraftNotOpen):
        add(foi_request, officer)

    assert not Enclosure.objects.exists()


def test_a_file_not_looked_through_blocks_the_letter(foi_request, officer):
    add(foi_request, officer)

    findings = findings_in(compose(foi_request, on=ON))

    assert "attachment_not_scanned" in {finding.code for finding in findings}


def test_hidden_data_blocks_until_the_file_is_mended(
    foi_request, officer, django_capture_on_commit_callbacks
):
    enclosure = look(add(foi_request, officer, hidden_sheet(), "figures.xlsx"))
    assert enclosure.scan == Enclosure.Scan.HIDDEN_DATA
    assert "attachment_has_hidden_data" in codes(foi_request)

    with pytest.raises(EnclosureRefused, match="cannot be sent as it is"):
        accept(enclosure, officer)
    with django_capture_on_commit_callbacks(execute=True):
        mended = replace_enclosure(
            enclosure=enclosure,
            chunks=[plain_table()],
            name="figures.csv",
            most_bytes=MOST,
            by=officer,
            on=ON,
        )

    assert not kept(enclosure)
    assert look(mended).scan == Enclosure.Scan.CLEAN
    assert not {"attachment_has_hidden_data", "attachment_not_scanned"} & codes(
        foi_request
    )


def codes(foi_request):
    findings = findings_in(compose(foi_request, on=ON))
    return {finding.code for finding in findings}


def accept(enclosure, by, reason="They asked for the picture as it was taken."):
    return accept_enclosure(
        enclosure=enclosure,
        sha256=enclosure.sha256,
        reason=reason,
        by=by,
        on=ON,
    )


@pytest.fixture
def with_finding(foi_request, officer):
    enclosure = add(foi_request, officer)
    Enclosure.objects.filter(pk=enclosure.pk).update(
        scan="hidden_data",
        found=[
            {"code": "position", "place": "", "message": "Where.", "severity": "block"}
        ],
    )
    enclosure.refresh_from_db()
    return enclosure


def test_a_finding_may_be_accepted_for_a_reason(foi_request, officer, with_finding):
    assert "attachment_has_hidden_data" in codes(foi_request)

    accept(with_finding, officer)

    assert "attachment_has_hidden_data" not in codes(foi_request)
    entry = foi_request.history.first()
    assert entry.kind == EnclosuresHistory.ENCLOSURE_ACCEPTED
    assert "as it was taken" in entry.note


def test_lesser_findings_warn_until_somebody_accepts_them(
    foi_request, officer, with_finding
):
    Enclosure.objects.update(
        scan="to_look_at",
        found=[{"code": "x", "place": "", "message": "Jo.", "severity": "warn"}],
    )
    assert "attachment_to_look_at" in codes(foi_request)

    accept(with_finding, officer)

    assert "attachment_to_look_at" not in codes(foi_request)


def test_accepting_needs_a_reason_and_the_very_file(officer, with_finding):
    with pytest.raises(EnclosureRefused, match="Give the reason"):
        accept(with_finding, officer, reason=" ")
    with_finding.sha256 = "0" * 64
    with pytest.raises(EnclosureRefused, match="replaced"):
        accept(with_finding, officer)


def test_whoever_added_a_file_cannot_clear_the_letter(officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    add(foi_request, approver)
    run_jobs(SCAN_ENCLOSURE, on=ON, at=AT)
    send_for_clearance(foi_request=foi_request, by=officer, on=ON, at=AT)

    with pytest.raises(OwnWork):
        clear_response(
            foi_request=foi_request,
            words_sha256=sha256_of_words(compose(foi_request, on=ON)),
            by=approver,
            on=ON,
            at=AT,
        )


def test_the_files_are_part_of_what_is_cleared(foi_request, officer):
    before = sha256_of_words(compose(foi_request, on=ON))
    enclosure = look(add(foi_request, officer))
    listed = sha256_of_words(compose(foi_request, on=ON))
    Enclosure.objects.filter(pk=enclosure.pk).update(sha256="0" * 64)
    swapped = sha256_of_words(compose(foi_request, on=ON))

    assert len({before, listed, swapped}) == 3


def test_files_move_up_and_down_and_stop_at_the_ends(foi_request, officer):
    first, second = (add(foi_request, officer, b"a\n%d\n" % n) for n in (1, 2))

    move_enclosure(enclosure=second, places=-1, by=officer)
    move_enclosure(enclosure=second, places=-1, by=officer)

    assert list(foi_request.enclosures.all()) == [second, first]


def test_a_removed_file_is_deleted_unless_a_letter_has_it(
    foi_request, officer, django_capture_on_commit_callbacks
):
    enclosure = add(foi_request, officer)

    with django_capture_on_commit_callbacks(execute=True):
        remove_enclosure(enclosure=enclosure, by=officer, on=ON)

    assert not kept(enclosure)
    assert foi_request.history.first().kind == EnclosuresHistory.ENCLOSURE_REMOVED


def issued(officer, approver, *, content=None):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    enclosure = look(add(foi_request, officer, content or plain_table()))
    foi_request = kinds.cleared(foi_request, by=officer, approver=approver)
    return enclosure, foi_request


def issue(foi_request, by):
    return issue_response(foi_request=foi_request, number=1, by=by, on=ON, at=AT)


def test_issuing_ties_the_files_to_the_letter_for_good(officer, approver):
    enclosure, foi_request = issued(officer, approver)

    letter = issue(foi_request, officer)

    enclosure.refresh_from_db()
    assert enclosure.letter == letter
    assert "figures.csv" in letter.html
    for change in (
        lambda: Enclosure.objects.filter(pk=enclosure.pk).update(name="other.csv"),
        lambda: Enclosure.objects.filter(pk=enclosure.pk).update(letter=None),
        lambda: Enclosure.objects.filter(pk=enclosure.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


def test_a_file_changed_on_disk_is_neither_issued_nor_given_out(officer, approver):
    enclosure, foi_request = issued(officer, approver)
    storage = storages["default"]
    storage.delete(enclosure.stored_as)
    with storage.open(enclosure.stored_as, "wb") as file:
        file.write(b"something else")

    with pytest.raises(DocumentDamaged):
        reading.read(enclosure)
    with pytest.raises(DocumentDamaged):
        issue(foi_request, officer)

    assert not foi_request.letters.exists()


def test_a_file_goes_only_with_a_letter_of_its_own_request(officer, approver):
    _, foi_request = issued(officer, approver)
    letter = issue(foi_request, officer)
    other = add(kinds.full_disclosure(authority=officer.authority), officer)

    with pytest.raises(DatabaseError, match="its own request"), transaction.atomic():
        Enclosure.objects.filter(pk=other.pk).update(letter=letter)


def test_what_was_left_half_written_is_swept_up(settings):
    folder = settings.MEDIA_ROOT / "enclosures" / "unfinished"
    folder.mkdir(parents=True)
    (folder / "half").write_bytes(b"x")
    now = date(2026, 6, 1).toordinal() * 86_400

    removed = delete_unfinished(older_than_seconds=60, now=now * 9)

    assert removed == 1
    assert not list(folder.iterdir())
