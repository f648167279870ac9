"""Mailboxes by IMAP, against dovecot."""

import imaplib
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from mail.boxes.imap import ImapBox
from requests_app.connections.failures import (
    CertificateWrong,
    MessageGone,
    NotEncrypted,
    NotThere,
    ServerAway,
    SignInRefused,
)
from tests.certificates import make_certificate
from tests.dovecot import PASSWORD, running_dovecot
from tests.factories import LoginFactory
from tests.graph import BOX
from tests.mail.mails import mail, relay

pytestmark = pytest.mark.django_db

_OPENED: list[ImapBox] = []


@pytest.fixture
def user():
    return f"{uuid4()}@council.example"


@pytest.fixture
def box(dovecot, user):
    return box_of(dovecot.port, user)


@pytest.fixture(autouse=True)
def opened():
    """Close what a test opens."""
    _OPENED.clear()
    yield
    for each in _OPENED:
        each.close()


def box_of(port, user, *, password=PASSWORD, host="127.0.0.1", name="Ours"):
    login = LoginFactory(kind="password", username=user, secret=password, name=name)
    _OPENED.append(ImapBox(host=host, port=port, login=login, address=user))
    return _OPENED[-1]


@pytest.fixture
def person(dovecot, user):
    """Sign in as a person with a mail program."""
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as client:
        client.login(user, PASSWORD)
        yield client


def listed(box, cursor="", folder="INBOX", since=None):
    page = box.list_since(folder, cursor, since=since)
    return [each.id for each in page.messages], page.cursor


def test_what_is_new_is_listed_once_and_read_byte_for_byte(dovecot, user, box):
    mails = [mail(number=number) for number in range(3)]
    for each in mails:
        dovecot.deliver(user, each)
    ids, cursor = listed(box)
    dovecot.deliver(user, mail("Later"))
    later, end = listed(box, cursor)

    found = [box.fetch("INBOX", each) for each in (*ids, *later)]
    assert [each.raw for each in found] == [
        each.replace(b"\n", b"\r\n") for each in (*mails, mail("Later"))
    ]
    assert datetime.now(UTC) - found[0].arrived_at < timedelta(minutes=5)
    assert listed(box, end) == ([], end)


def test_reading_leaves_messages_unread(dovecot, user, box, person):
    dovecot.deliver(user, mail())
    (key,), _ = listed(box)
    box.fetch("INBOX", key)
    person.select("INBOX")

    assert person.search(None, "UNSEEN")[1] == [b"1"]


def test_a_message_read_by_a_person_is_fetched_all_the_same(dovecot, user, box, person):
    dovecot.deliver(user, mail())
    person.select("INBOX")
    person.store("1", "+FLAGS", r"\Seen")

    assert len(listed(box)[0]) == 1


def test_many_messages_come_in_pages(dovecot, user, box):
    for number in range(450):
        dovecot.deliver(user, mail(number=number))
    page = box.list_since("INBOX", "", since=None)
    sizes, seen = [len(page.messages)], {each.id for each in page.messages}
    while not page.is_last:
        page = box.list_since("INBOX", page.cursor, since=None)
        sizes.append(len(page.messages))
        seen |= {each.id for each in page.messages}

    assert (sizes, len(seen)) == ([200, 200, 50], 450)


def test_a_list_may_begin_at_a_day(dovecot, user, box, person):
    old = datetime(2026, 3, 2, 12, tzinfo=UTC)
    person.append("INBOX", None, imaplib.Time2Internaldate(old), mail("Old"))
    dovecot.deliver(user, mail("New"))

    assert len(listed(box, since=date(2026, 3, 3))[0]) == 1
    assert len(listed(box, since=date(2026, 3, 2))[0]) == 2


def test_an_idle_poll_moves_less_than_a_kilobyte(dovecot, user):
    for number in range(40):
        dovecot.deliver(user, mail(number=number, size=20_000))
    with relay(dovecot.port) as counted:
        first = box_of(counted.port, user)
        cursors = {each: listed(first, folder=each)[1] for each in ("INBOX", "Sent")}
        first.close()
        moved = []
        for folders in (["INBOX"], ["INBOX", "Sent"]):
            counted.forget()
            idle = box_of(counted.port, user, name=f"{folders}")
            for each in folders:
                assert listed(idle, cursors[each], each) == ([], cursors[each])
            idle.close()
            assert b"FETCH" not in counted.said
            moved.append((counted.received, counted.sent))

    # To and fro for one folder; from the server for two.
    assert sum(moved[0]) <= 1024
    assert moved[1][0] <= 1024


def test_a_folder_made_anew_is_listed_from_its_beginning(box, person):
    person.create("FOI")
    for number in range(3):
        person.append("FOI", None, None, mail(number=number))
    ids, cursor = listed(box, folder="FOI")
    person.delete("FOI")
    person.create("FOI")
    person.append("FOI", None, None, mail(number=9))
    again, _ = listed(box, cursor, "FOI")

    assert len(again) == 1
    assert not set(again) & set(ids)
    with pytest.raises(MessageGone):
        box.fetch("FOI", ids[0])


def test_a_message_moved_meanwhile_is_gone(dovecot, user, box, person):
    dovecot.deliver(user, mail())
    (key,), _ = listed(box)
    person.select("INBOX")
    person.store("1", "+FLAGS", r"\Deleted")
    person.expunge()

    with pytest.raises(MessageGone):
        box.fetch("INBOX", key)
    with pytest.raises(MessageGone):
        box.file_away("INBOX", key, "Filed")


@pytest.mark.parametrize("can", ["MOVE", "UIDPLUS", "neither"])
def test_a_kept_message_is_filed_away_and_nothing_else(
    dovecot, user, box, person, monkeypatch, can
):
    if can != "MOVE":
        said = b"IMAP4rev1 UIDPLUS" if can == "UIDPLUS" else b"IMAP4rev1"
        monkeypatch.setattr(imaplib.IMAP4, "capability", lambda _: ("OK", [said]))
    for number in range(3):
        dovecot.deliver(user, mail(number=number))
    (first, second, _), _ = listed(box)
    person.select("INBOX")
    person.store("1", "+FLAGS", r"\Deleted")
    box.file_away("INBOX", second, "Filed / Café")

    filed, _ = listed(box, folder="Filed / Café")
    assert b"permits are there? 1" in box.fetch("Filed / Café", filed[0]).raw
    # A plain EXPUNGE would have removed what a person had only marked.
    assert box.fetch("INBOX", first).raw
    person.select("INBOX")
    left = len(person.search(None, "UNDELETED")[1][0].split())
    assert left == 1


def test_a_missing_folder_is_named(box):
    with pytest.raises(NotThere, match="no folder “Nowhere”"):
        box.list_since("Nowhere", "", since=None)
    assert listed(box) == ([], listed(box)[1])


def test_a_folder_deleted_meanwhile_is_named(box, person):
    person.create("FOI")
    cursor = listed(box, folder="FOI")[1]
    person.delete("FOI")

    with pytest.raises(NotThere, match="no folder “FOI”"):
        box.list_since("FOI", cursor, since=None)


def test_a_wrong_password_is_the_logins_fault(dovecot, user):
    box = box_of(dovecot.port, user, password="wrong", name="Old")  # noqa: S106
    with pytest.raises(SignInRefused, match="Login “Old”: 127") as why:
        listed(box)

    assert why.value.is_of_login


@pytest.mark.parametrize("password", ["a\r\nb OK", 'quo"te', "naïve £", ""])
def test_a_strange_password_is_refused_like_any_other(dovecot, user, password):
    with pytest.raises(SignInRefused):
        listed(box_of(dovecot.port, user, password=password))


def test_a_server_that_is_down_is_named_and_comes_back(user):
    with running_dovecot() as server:
        server.deliver(user, mail())
        box = box_of(server.port, user)
        cursor = listed(box)[1]
        server.stop()
        box.close()
        with pytest.raises(ServerAway, match="was not reached"):
            listed(box, cursor)
        server.start()
        server.deliver(user, mail("Later"))

        assert len(listed(box, cursor)[0]) == 1


def test_a_connection_that_ends_is_said_and_opened_again(dovecot, user):
    dovecot.deliver(user, mail())
    with relay(dovecot.port) as between:
        box = box_of(between.port, user)
        (key,), cursor = listed(box)
        between.cut()
        with pytest.raises(ServerAway, match="ended the connection"):
            box.fetch("INBOX", key)

        assert box.fetch("INBOX", key).raw
        assert listed(box, cursor) == ([], cursor)


def test_a_server_that_does_not_exist_is_named(user):
    with pytest.raises(ServerAway, match=r"no server mail\.nowhere\.invalid"):
        listed(box_of(993, user, host="mail.nowhere.invalid"))


def test_whose_mail_is_read_is_shown(dovecot, user, box):
    for number in range(5):
        dovecot.deliver(user, mail(f"Asked {number}", to="env@council.example"))
    health = box.health(["INBOX", "Sent"])

    assert health.read_as == user
    assert set(health.folders) == {"INBOX", "Sent"}
    assert [(each.subject, each.to) for each in health.newest] == [
        (f"Asked {number}", "env@council.example") for number in (4, 3, 2)
    ]


# --- Encryption ---


@pytest.fixture
def elsewhere(monkeypatch):
    """Let no machine count as this machine."""
    monkeypatch.setattr("mail.boxes.imap_session.is_this_machine", lambda _: False)


def test_a_connection_elsewhere_is_encrypted_and_checked(
    elsewhere, settings, tmp_path, user
):
    certificate = make_certificate(tmp_path / "own", "127.0.0.1")
    with running_dovecot(certificate=certificate) as server:
        server.deliver(user, mail())
        with pytest.raises(CertificateWrong, match="certificate of"):
            listed(box_of(server.tls_port, user))
        settings.CA_BUNDLE = str(certificate.authority)

        assert len(listed(box_of(server.tls_port, user))[0]) == 1


def test_a_certificate_of_another_name_is_refused(elsewhere, settings, tmp_path, user):
    certificate = make_certificate(tmp_path / "own", "mail.elsewhere.example")
    settings.CA_BUNDLE = str(certificate.authority)
    with (
        running_dovecot(certificate=certificate) as server,
        pytest.raises(CertificateWrong, match=r"certificate of 127\.0\.0\.1"),
    ):
        listed(box_of(server.tls_port, user))


def test_starttls_is_used_on_its_port_and_never_left_out(
    elsewhere, settings, tmp_path, user, monkeypatch, dovecot
):
    certificate = make_certificate(tmp_path / "own", "127.0.0.1")
    settings.CA_BUNDLE = str(certificate.authority)
    with running_dovecot(certificate=certificate) as server:
        monkeypatch.setattr("mail.boxes.imap_session._STARTTLS_PORT", server.port)
        assert listed(box_of(server.port, user))[0] == []
    # This server offers none, so no password is said.
    monkeypatch.setattr("mail.boxes.imap_session._STARTTLS_PORT", dovecot.port)
    with pytest.raises(NotEncrypted):
        listed(box_of(dovecot.port, user))


def test_a_port_without_encryption_is_said(elsewhere, dovecot, user):
    with pytest.raises(NotEncrypted, match="does not encrypt"):
        listed(box_of(dovecot.port, user))


# --- Tokens ---


@pytest.fixture
def modern(graph):
    """Serve mail to those with a token alone."""
    url = graph.graph_url.replace("/v1.0", "/introspect")
    with running_dovecot(introspection=url) as server:
        yield server


def by_token(server, **fields):
    login = LoginFactory(**fields)
    _OPENED.append(
        ImapBox(host="127.0.0.1", port=server.port, login=login, address=BOX)
    )
    return _OPENED[-1]


def test_a_token_opens_the_mailbox_of_its_address(modern, graph):
    modern.deliver(BOX, mail())

    assert len(listed(by_token(modern))[0]) == 1
    assert graph.token_calls == 1


def test_an_expired_token_is_obtained_afresh_once(modern, graph):
    modern.deliver(BOX, mail())
    box = by_token(modern)
    listed(box)
    box.close()
    graph.expire_tokens()

    assert len(listed(box)[0]) == 1
    assert graph.token_calls == 2


def test_a_refused_new_token_is_a_clear_failure(modern, graph, monkeypatch):
    useless = {"access_token": "x", "expires_in": 3600, "token_type": "Bearer"}
    monkeypatch.setattr(graph, "token", lambda *_: (200, useless))

    with pytest.raises(SignInRefused, match="refuses its token for foi@council"):
        listed(by_token(modern))


def test_an_expired_secret_is_the_logins_fault(modern, graph):
    graph.secret = "another"  # noqa: S105 - of no service
    with pytest.raises(SignInRefused, match="the client secret is wrong"):
        listed(by_token(modern))
