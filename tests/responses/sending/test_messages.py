"""The e-mail of a letter: types and names of files, size and addresses."""

import email
import email.policy
import hashlib

import pytest
from django.core import mail
from django.core.files.base import ContentFile

from responses.issuing.services import issue_response
from responses.models import Dispatch, Enclosure, Letter
from responses.sending.limits import MessageTooLarge
from responses.sending.queueing import (
    SEND_LETTER,
    AddressNotUsable,
    Sending,
    send_letter,
)
from tests.factories import UserFactory
from tests.jobs import run_jobs
from tests.responses.kinds import AT, ON
from tests.responses.sending.conftest import BY_EMAIL, BY_POST

pytestmark = pytest.mark.django_db


@pytest.fixture
def enclose():
    def enclose(foi_request, name, content=b"a,b\r\n1,2\n", letter=None, size=None):
        enclosure = Enclosure(
            foi_request=foi_request,
            letter=letter,
            title="Cameras",
            name=name,
            size_bytes=size or len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            scan=Enclosure.Scan.CLEAN,
            added_by=UserFactory(authority=foi_request.authority),
        )
        enclosure.file.save("file", ContentFile(content), save=True)
        return enclosure

    return enclose


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cameras.csv", "text/csv"),
        ("Cameras 2025.PDF", "application/pdf"),
        ("plan.png", "image/png"),
        ("note.eml", "application/octet-stream"),
        ("no ending", "application/octet-stream"),
    ],
)
def test_a_file_goes_under_its_true_type_byte_for_byte(
    issue, at_once, enclose, name, kind
):
    letter = issue()
    content = "Größe;Zahl\r\n1;2\n".encode("latin-1")
    enclose(letter.foi_request, name, content, letter)

    run_jobs(SEND_LETTER, on=ON)

    whole = mail.outbox[0].message().as_bytes()
    parts = email.message_from_bytes(whole, policy=email.policy.default)
    *_, part = parts.walk()
    assert (part.get_filename(), part.get_content_type()) == (name, kind)
    assert part.get_payload(decode=True) == content


@pytest.mark.parametrize(
    "name",
    [f"{'摄像机' * 41}.pdf", "Añadido “2025”; número 7.xlsx", f"{'é' * 120}.csv"],
)
def test_a_long_name_is_folded_and_read_back(issue, at_once, enclose, name):
    letter = issue()
    enclose(letter.foi_request, name, letter=letter)

    run_jobs(SEND_LETTER, on=ON)

    whole = mail.outbox[0].message().as_bytes()
    assert max(map(len, whole.splitlines())) < 998
    *_, part = email.message_from_bytes(whole).walk()
    assert part.get_filename() == name


def test_a_message_the_server_would_refuse_is_refused_before_issue(
    cleared, officer, enclose, settings
):
    settings.MOST_MB_PER_MESSAGE = 0
    given = {"foi_request": cleared, "number": 1, "by": officer, "on": ON, "at": AT}

    with pytest.raises(
        MessageTooLarge, match="about 1 MB, and the mail server takes 0"
    ):
        issue_response(**given, sending=BY_EMAIL)
    assert not Letter.objects.exists()

    letter = issue_response(**given, sending=BY_POST)
    enclose(cleared, "cameras.csv", letter=letter, size=8_000_000)
    settings.MOST_MB_PER_MESSAGE = 10
    with pytest.raises(MessageTooLarge, match="about 12 MB"):
        send_letter(letter=letter, sending=BY_EMAIL, by=officer, on=ON, at=AT)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("jörg@example.org", "has “ö” before the @"),
        ("δοκιμή@example.org", "e-mail cannot be sent to such an address"),
        ("jorg.example.org", "is no e-mail address"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_our_own_words(address, says):
    with pytest.raises(AddressNotUsable, match=says):
        Sending(Dispatch.Channel.EMAIL, address)


def test_letters_beyond_ascii_after_the_at_are_taken():
    assert Sending(Dispatch.Channel.EMAIL, "info@münchen.example").address
