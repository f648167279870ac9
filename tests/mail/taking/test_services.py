"""A message is kept byte for byte, and remembered by box, key and bytes."""

import pytest

from mail.models import Mailbox, RawMail, Receipt
from mail.models.raw import raw_storage
from mail.taking.services import MailNotTaken, take
from requests_app.models import Job
from tests.factories import AuthorityFactory
from tests.mail.made import AT, mail

pytestmark = pytest.mark.django_db


def kept(receipt):
    with raw_storage().open(receipt.raw.file.name) as file:
        return file.read()


def box(authority, name="FOI inbox"):
    return Mailbox.objects.create(authority=authority, name=name, kind="folder")


def test_a_message_is_kept_byte_for_byte_and_queued_to_be_read():
    raw = mail() + b"\xff\x00 odd bytes"

    receipt = take(raw, authority=AuthorityFactory(), at=AT)

    assert kept(receipt) == raw
    assert receipt.raw.size == len(raw)
    assert Job.objects.filter(kind="read_mail").count() == 1


def test_the_same_message_of_a_box_is_remembered_once():
    authority, raw = AuthorityFactory(), mail()
    mailbox = box(authority)

    for _ in range(3):
        take(raw, authority=authority, mailbox=mailbox, provider_id="7", at=AT)

    assert RawMail.objects.count() == Receipt.objects.count() == 1
    assert Job.objects.filter(kind="read_mail").count() == 1


def test_a_message_in_three_boxes_has_three_receipts_and_one_file():
    authority, raw = AuthorityFactory(), mail()

    for name in ("FOI", "Press", "Records"):
        take(raw, authority=authority, mailbox=box(authority, name), at=AT)

    assert RawMail.objects.count() == 1
    assert Receipt.objects.count() == 3


def test_a_file_lost_from_the_store_is_stored_again():
    authority, raw = AuthorityFactory(), mail()
    receipt = take(raw, authority=authority, at=AT)
    raw_storage().delete(receipt.raw.file.name)

    take(raw, authority=authority, at=AT)

    assert kept(receipt) == raw


def test_an_empty_file_is_refused():
    with pytest.raises(MailNotTaken, match="empty"):
        take(b"", authority=AuthorityFactory(), at=AT)

    assert not RawMail.objects.exists()
