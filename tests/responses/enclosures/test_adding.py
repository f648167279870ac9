"""Enclosures are stored whole under a safe name, or refused in a sentence."""

import hashlib

import pytest
from django.core.files.storage import storages

from responses.clearance.own_work import OwnWork
from responses.clearance.services import (
    clear_response,
    send_for_clearance,
)
from responses.drafting.permitted import DraftingRefused, DraftNotOpen
from responses.enclosures import reading
from responses.enclosures.adding import EnclosureRefused
from responses.enclosures.history import EnclosuresHistory
from responses.enclosures.looking import SCAN_ENCLOSURE
from responses.letters.composing import compose
from responses.letters.enclosures import enclosed_with
from responses.letters.pages import sha256_of_words
from responses.models import Enclosure
from tests.factories import FOIRequestFactory
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.enclosures.added import add
from tests.responses.files import plain_table
from tests.responses.kinds import AT, ON


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


@pytest.mark.parametrize(
    ("content", "name", "called"),
    [
        (b"GIF89a", "plan.gif", "GIF picture"),
        (b"RIFF\0\0\0\0WEBP", "plan.webp", "WebP picture"),
        (b"ID3", "interview.mp3", "sound recording"),
        (b"\0\0\0\x18ftypmp42", "visit.mp4", "video recording"),
        (b"PK", "talk.odp", "OpenDocument presentation"),
    ],
)
def test_every_kind_that_can_be_checked_can_go(
    content, name, called, foi_request, officer
):
    add(foi_request, officer, content, name)

    (enclosed,) = enclosed_with(foi_request)
    assert enclosed.format == called


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


@pytest.mark.parametrize("state", ["clearance", "cleared", "answered"])
def test_a_draft_that_is_not_open_takes_no_file(state, officer):
    foi_request = FOIRequestFactory(authority=officer.authority, state=state)

    with pytest.raises(DraftNotOpen):
        add(foi_request, officer)

    assert not Enclosure.objects.exists()


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
