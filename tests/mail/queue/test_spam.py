"""Spam is deleted after 30 days; what identifies each message stays."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mail.models import (
    Entry,
    EntryMeaning,
    Mailbox,
    Message,
    MessageFile,
    RawMail,
    Receipt,
)
from mail.models.raw import raw_storage
from mail.queue.dividing import join_entries, split_entry
from mail.queue.refused import EndNotPossible
from mail.queue.services import end_entry, undo_end
from mail.queue.spam import delete_old_spam
from mail.taking.services import take
from requests_app.files.adding import add_file
from requests_app.models import AdministrationEntry, KeptFile
from requests_app.models.files import file_storage
from tests.factories import FOIRequestFactory, UserFactory
from tests.mail.made import AT, ON, entry, mail, public_pages, receive

pytestmark = pytest.mark.django_db

SPAM = Entry.End.SPAM
LATER = AT + timedelta(days=30, seconds=1)
LURE = "You have won a bicycle."


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def box(officer):
    return Mailbox.objects.create(
        authority=officer.authority, name="FOI inbox", kind="folder"
    )


@pytest.fixture
def raw():
    return mail(text=LURE, subject="Prize", files=[("prize.txt", b"Claim it here.")])


@pytest.fixture
def spam(officer, box, raw):
    """A message in a box, with a file, marked as spam."""
    receipt = receive(officer.authority, raw, mailbox=box, provider_id="7")
    KeptFile.objects.update(kept_at=AT)
    one = receipt.raw.message.entries.get()
    return end_entry(entry=one, ended_as=SPAM, by=officer, at=AT)


def stored():
    """Return the stored bytes of messages and of their files, by name."""
    names = [*RawMail.objects.values_list("file", flat=True)]
    names += KeptFile.objects.values_list("file", flat=True)
    return [one for one in names if one and raw_storage().exists(one)]


def test_words_bytes_and_files_go_and_the_identity_stays(spam, box, raw):
    held = stored()

    assert delete_old_spam(at=LATER) == 1

    assert len(held) == 2
    assert not any(raw_storage().exists(one) for one in held)
    spam.refresh_from_db()
    message = spam.message
    assert spam.text == spam.subject == message.text == message.subject == ""
    assert message.sender_name == message.sender_address == message.sent_to == ""
    assert not MessageFile.objects.exists()
    assert not KeptFile.objects.exists()
    receipt = Receipt.objects.get()
    assert (receipt.mailbox, receipt.provider_id) == (box, "7")
    assert len(receipt.raw.sha256) == 64
    assert receipt.raw.file.name == ""


def test_what_the_message_meant_goes(spam):
    EntryMeaning.objects.create(
        entry=spam, model="one", version=1, questions=[LURE], vectors=b"", found_at=AT
    )

    delete_old_spam(at=LATER)

    assert not EntryMeaning.objects.exists()


def test_the_record_of_changes_says_so(spam):
    delete_old_spam(at=LATER)

    entry = AdministrationEntry.objects.get()
    assert entry.what == "Deleted 1 message marked as spam 30 days ago"
    assert entry.by is None


def test_the_same_message_is_never_taken_in_again(spam, box, raw, officer):
    delete_old_spam(at=LATER)
    authority = officer.authority
    press = Mailbox.objects.create(authority=authority, name="Press", kind="folder")

    receive(authority, raw, mailbox=box, provider_id="7")
    receive(authority, raw, mailbox=press, provider_id="1")
    # By another way: other bytes, the same message.
    receive(authority, b"Received: by relay.example\r\n" + raw, mailbox=press)

    assert Message.objects.count() == Entry.objects.count() == 1
    assert not KeptFile.objects.exists()
    assert len(stored()) == 1  # the copy by another way, until the next turn
    delete_old_spam(at=LATER)
    assert not stored()


def test_until_then_it_can_be_undone_and_afterwards_not(spam, officer):
    assert delete_old_spam(at=AT + timedelta(days=30)) == 0
    undo_end(entry=spam, by=officer, on=ON, at=AT + timedelta(days=30))
    end_entry(entry=spam, ended_as=SPAM, by=officer, at=AT)
    delete_old_spam(at=LATER)

    with pytest.raises(EndNotPossible, match="more than 30 days ago"):
        undo_end(entry=spam, by=officer, on=ON, at=LATER)


def test_a_second_turn_and_a_stopped_one_find_nothing_undone(spam, monkeypatch):
    delete = raw_storage().delete

    def killed(name):
        delete(name)
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(type(raw_storage()), "delete", lambda _, name: killed(name))
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                delete_old_spam(at=LATER)

    assert delete_old_spam(at=LATER) == 0
    assert not stored()
    assert not KeptFile.objects.exists()
    assert AdministrationEntry.objects.count() == 1


def test_a_file_that_a_request_has_too_is_kept(spam, officer):
    kept = KeptFile.objects.get()
    foi_request = FOIRequestFactory(authority=officer.authority)
    add_file(
        foi_request=foi_request,
        kept_file=kept,
        name="prize.txt",
        source="added",
        by=officer,
        on=ON,
    )

    delete_old_spam(at=LATER)

    assert not MessageFile.objects.exists()
    assert file_storage().exists(kept.stored_as)


def test_a_file_kept_again_today_waits_for_another_day(spam):
    KeptFile.objects.update(kept_at=LATER)

    delete_old_spam(at=LATER)
    assert KeptFile.objects.exists()
    delete_old_spam(at=LATER + timedelta(days=2))

    assert not KeptFile.objects.exists()


def test_a_message_of_which_a_part_waits_is_kept_whole(officer):
    one = entry(officer.authority)
    first, second = split_entry(
        entry=one, first="A prize", second="How many?", by=officer, at=AT
    )
    end_entry(entry=first, ended_as=SPAM, by=officer, at=AT)

    assert delete_old_spam(at=LATER) == 0
    end_entry(entry=second, ended_as=SPAM, by=officer, at=AT)
    assert delete_old_spam(at=LATER) == 1

    first.refresh_from_db()
    assert first.text == ""


def test_what_was_joined_with_spam_goes_with_it(officer):
    one, other = entry(officer.authority), entry(officer.authority)
    join_entries(entry=one, into=other, is_copy=False, by=officer, at=AT)
    end_entry(entry=other, ended_as=SPAM, by=officer, at=AT)

    assert delete_old_spam(at=LATER) == 2

    assert set(Message.objects.values_list("text", flat=True)) == {""}


def test_other_ends_are_kept(officer):
    one = entry(officer.authority)
    end_entry(entry=one, ended_as=Entry.End.NOT_A_REQUEST, by=officer, at=AT)

    assert delete_old_spam(at=LATER) == 0


def test_what_was_typed_into_the_form_beside_the_words_goes(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    public_pages(officer.authority, foi_request, by=officer)
    form = Message.objects.get(kind=Message.Kind.FORM)
    form.submission.address = "1 High Street"
    form.submission.save()
    end_entry(entry=form.entries.get(), ended_as=SPAM, by=officer, at=AT)

    delete_old_spam(at=LATER)

    form.submission.refresh_from_db()
    assert (form.submission.address, form.submission.client) == ("", "")


def test_pages_say_when_spam_is_deleted_and_that_it_was(client, spam, officer):
    client.force_login(officer)
    page = reverse("incoming-message", args=[spam.pk])

    assert "It is deleted on 15 July 2026" in client.get(page).content.decode()
    dealt = client.get(reverse("incoming-dealt")).content.decode()
    assert "Will be deleted on 15 Jul 2026 unless you undo this" in dealt
    delete_old_spam(at=LATER)

    shown = client.get(page).content.decode()
    assert "were deleted on 15 July 2026" in shown
    assert "Prize" not in shown
    assert LURE not in shown
    dealt = client.get(reverse("incoming-dealt")).content.decode()
    assert "Deleted spam" in dealt
    assert client.get(reverse("raw-incoming", args=[spam.pk])).status_code == 404


def test_a_message_deleted_meanwhile_is_not_stored_while_it_is_taken(spam, raw):
    delete_old_spam(at=LATER)

    take(raw, authority=spam.authority, at=LATER)

    assert not stored()
