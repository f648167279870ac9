"""No bytes at all make the reader of mails fail."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.mails.apart import packed, unpacked
from documents.mails.history import folds
from documents.mails.html_text import shown
from documents.mails.keys import content_key
from documents.mails.mail import Mail
from documents.mails.mailbox_file import split
from documents.mails.message_ids import message_ids_in
from documents.mails.reading import BROKEN, read_mail
from documents.mails.rtf import decompressed, words_of
from documents.mails.signed import signed_content
from tests.documents.mails import made

SEED, TRIES = 1413, 60
WHOLE = {
    "plain": bytes(made.reply_mail(made.THIRTEEN[0])),
    "bounce": bytes(made.bounced()),
    "receipt": bytes(made.read_receipt()),
    "outlook": made.saved_by_outlook(inner=made.outlook_streams(head=24)),
    "winmail": bytes(made.with_winmail(made.winmail(inner=made.winmail(text="In.")))),
    "within": bytes(made.with_attached_mail(made.with_many_parts(3))),
}
PIECES = st.sampled_from(
    [
        b"From: a@b.uk\n",
        b"Subject: =?utf-8?q?=C3?=\n",
        b"Content-Type: multipart/mixed; boundary=x\n",
        b'Content-Type: multipart/report; boundary="y"\n',
        b"Content-Type: message/rfc822\n",
        b"Content-Type: message/delivery-status\n",
        b"Content-Type: text/html; charset=utf-7\n",
        b"Content-Type: text/plain; format=flowed; delsp=yes\n",
        b"Content-Type: application/ms-tnef\n",
        b"Content-Type: application/pkcs7-mime\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"Content-Transfer-Encoding: x-uuencode\n",
        b"Content-Disposition: attachment; filename*0*=a''%; filename*9=b\n",
        b"Received: from a by b for <\xff@\xfe\0>; Mon, 02 Mar 2026 10:00:00 +0000\n",
        b"Date: Mon, 31 Feb 2026 99:99 +9999\n",
        b"\n",
        b"--x\n",
        b"--y\n",
        b"--x--\n",
        b"\x78\x9f\x3e\x22",
        b"begin 644 a\n",
        b"<table><tr><td>",
        b"</table><ol type=a><li>",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99999999T9999\n",
        b"> a\n",
        b"On 2 Mar 2026 at 10:14, a@b.uk wrote:\n",
        b"From: a\nSent: b\nTo: c\nSubject: d\n",
        b"\xff\xfe",
        b"\xe2\x80\xae\0",
    ]
)


def words_within(held):
    """Yield every text in plain data."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict | list):
        for one in held.values() if isinstance(held, dict) else held:
            yield from words_within(one)


def is_read(raw):
    """Read bytes as a mail, and use everything that reading gives."""
    mail = read_mail(raw)

    assert isinstance(mail, Mail)
    assert BROKEN not in mail.notes  # no reader failed
    assert unpacked(packed(mail)) == mail
    for words in words_within(json.loads(packed(mail).partition(b"\n")[0])):
        assert "\0" not in words  # no database holds such text
        words.encode()
    assert len(content_key(mail)) == 64
    assert not any("/" in file.name or "\n" in file.name for file in mail.attachments)
    for fold in folds(mail.text, is_first=False):
        assert 0 <= fold.start < fold.end <= len(mail.text)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(raw):
    is_read(raw)


@settings(deadline=None, max_examples=250)
@given(st.lists(PIECES | st.binary(max_size=40), max_size=30).map(b"".join))
def test_any_pieces_of_mails_are_read(raw):
    is_read(raw)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_damaged_mail_of_any_kind_is_read(kind):
    whole, by = WHOLE[kind], random.Random(SEED)  # noqa: S311 - the same each time
    for _ in range(TRIES):
        raw = bytearray(whole)
        for _ in range(by.randrange(1, 30)):
            raw[by.randrange(len(raw))] = by.randrange(256)
        at = by.randrange(len(raw))

        is_read(bytes(raw))
        is_read(bytes(raw[:at]))
        is_read(bytes(raw[:at] + raw[by.randrange(len(raw)) :]))


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_can_be_split_unpacked_or_unsigned(raw):
    assert b"".join(split(raw)).strip() in raw
    words_of(decompressed(raw[:4] + b"\x90\x01\0\0LZFu" + raw))
    words_of(raw)
    signed_content(raw)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=500))
def test_any_text_is_shown_folded_and_searched_for_ids(text):
    shown(text)
    message_ids_in(text)
    for fold in folds(text, is_first=False):
        assert text[fold.start : fold.end].strip()
