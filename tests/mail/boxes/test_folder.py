"""Mailboxes that are folders of files."""

import os
from datetime import date

import pytest

from mail.boxes.folder import FolderBox
from mail.boxes.opening import folder_of_files, open_box
from mail.models import Mailbox
from requests_app.connections.failures import MessageGone, NotThere, SignInRefused
from tests.mail.mails import mail


@pytest.fixture
def box(tmp_path):
    return FolderBox(tmp_path)


def listed(box, folder="INBOX", since=None):
    return [each.id for each in box.list_since(folder, "", since=since).messages]


def test_complete_files_are_listed_by_age_and_read(tmp_path, box):
    for number, name in enumerate(["b.eml", "a.eml"]):
        (tmp_path / name).write_bytes(mail(number=number))
        os.utime(tmp_path / name, (1_000_000 + number, 1_000_000 + number))
    for name in ("half.eml.part", "notes.txt", ".hidden.eml"):
        (tmp_path / name).write_bytes(mail())
    (tmp_path / "empty.eml").touch()
    (tmp_path / "link.eml").symlink_to("/etc/passwd")
    (tmp_path / "folder.eml").mkdir()
    ids = listed(box)

    assert [each.split("|")[0] for each in ids] == ["b.eml", "a.eml"]
    assert [box.fetch("INBOX", each).raw for each in ids] == [
        mail(number=0),
        mail(number=1),
    ]


def test_a_list_may_begin_at_a_day(tmp_path, box):
    (tmp_path / "old.eml").write_bytes(mail())
    os.utime(tmp_path / "old.eml", (1_000_000, 1_000_000))

    assert listed(box, since=date(2026, 1, 1)) == []


def test_a_file_put_in_the_place_of_another_is_another(tmp_path, box):
    (tmp_path / "a.eml").write_bytes(mail())
    first = listed(box)
    (tmp_path / "a.eml").write_bytes(mail("Another subject"))

    assert listed(box) != first


def test_files_are_filed_away_without_replacing_any(tmp_path, box):
    for number in range(2):
        (tmp_path / "a.eml").write_bytes(mail(number=number))
        (key,) = listed(box)
        box.file_away("INBOX", key, "Filed")

    assert listed(box) == []
    assert sorted(each.name for each in (tmp_path / "Filed").iterdir()) == [
        "a-2.eml",
        "a.eml",
    ]
    with pytest.raises(MessageGone):
        box.file_away("INBOX", key, "Filed")


@pytest.mark.parametrize("folder", ["..", "../other", "/etc", "", "Nowhere"])
def test_no_other_folder_is_read(box, folder):
    with pytest.raises(NotThere):
        listed(box, folder)


def test_a_message_cannot_name_a_file_elsewhere(tmp_path, box):
    (tmp_path.parent / "secret.eml").write_bytes(b"x")

    with pytest.raises(MessageGone):
        box.fetch("INBOX", "../secret.eml|1-1")


def test_whose_mail_is_read_is_shown(tmp_path, box):
    (tmp_path / "Filed").mkdir()
    (tmp_path / "a.eml").write_bytes(mail("The newest"))
    health = box.health(["INBOX"])

    assert health.folders == ["INBOX", "Filed"]
    assert [each.subject for each in health.newest] == ["The newest"]


# --- Opening ---


@pytest.mark.parametrize("path", ["../9/box", "/etc", "box/../../9"])
def test_an_authority_reads_only_folders_of_its_own(settings, tmp_path, path):
    settings.MAIL_FOLDERS = tmp_path

    with pytest.raises(NotThere, match="outside"):
        folder_of_files(Mailbox(kind="folder", authority_id=7, path=path))


def test_an_authority_reads_a_folder_of_its_own(settings, tmp_path):
    settings.MAIL_FOLDERS = tmp_path
    mailbox = Mailbox(kind="folder", authority_id=7, path="box")

    assert folder_of_files(mailbox) == tmp_path / "7" / "box"


def test_an_installation_need_not_read_folders(settings):
    settings.MAIL_FOLDERS = None

    with pytest.raises(NotThere, match="reads no folders"):
        folder_of_files(Mailbox(kind="folder", authority_id=7, path="box"))


def test_a_mailbox_without_login_is_not_opened():
    with pytest.raises(SignInRefused, match="no login"), open_box(Mailbox(kind="imap")):
        pass
