"""Mailboxes of Microsoft 365, against the fake of Graph."""

from datetime import UTC, datetime

import pytest

from mail.boxes.graph import GraphBox
from requests_app.connections.failures import CursorLost, MessageGone, NotThere
from tests.factories import LoginFactory
from tests.graph import BOX, moments_ago
from tests.mail.mails import mail, relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(graph):
    opened = GraphBox(login=LoginFactory(), address=BOX)
    yield opened
    opened.close()


def test_what_is_new_is_listed_once_with_its_arrival(graph, box):
    key = graph.deliver(mail(), at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    page = box.list_since("INBOX", "", since=None)
    later = graph.deliver(mail("Later"))

    assert [(each.id, each.arrived_at) for each in page.messages] == [
        (key, datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    ]
    again = box.list_since("INBOX", page.cursor, since=None)
    assert [each.id for each in again.messages] == [later]


def test_a_list_may_begin_at_a_day(graph, box):
    graph.deliver(mail(), at=moments_ago(days=9))
    day = moments_ago(days=1).date()

    assert box.list_since("INBOX", "", since=day).messages == []


def test_an_idle_poll_moves_less_than_a_kilobyte(graph, settings):
    for number in range(20):
        graph.deliver(mail(number=number, size=20_000))
    login = LoginFactory()
    with relay(int(graph.graph_url.split(":")[2].split("/")[0])) as counted:
        graph.graph_url = f"http://127.0.0.1:{counted.port}/v1.0"
        settings.GRAPH_URL = graph.graph_url
        first = GraphBox(login=login, address=BOX)
        cursor = first.list_since("INBOX", "", since=None).cursor
        first.close()
        counted.forget()
        idle = GraphBox(login=login, address=BOX)
        page = idle.list_since("INBOX", cursor, since=None)
        idle.close()

    assert (page.messages, page.is_last) == ([], True)
    assert counted.said.count(b"GET ") == 1
    assert counted.received + counted.sent <= 1024
    assert graph.token_calls == 1


def test_a_kept_message_is_filed_away_in_a_folder_that_may_be_new(graph, box):
    key = graph.deliver(mail())
    box.file_away("INBOX", key, "Filed")

    assert graph.folder_of(key) == box._graph.folder("Filed").id
    assert box.fetch("INBOX", key).raw == mail()


def test_a_folder_within_another_is_not_made(graph, box):
    key = graph.deliver(mail())

    with pytest.raises(NotThere, match="no folder “FOI/Filed”"):
        box.file_away("INBOX", key, "FOI/Filed")


def test_a_deleted_message_is_gone(graph, box):
    key = graph.deliver(mail())
    graph.delete(key)

    with pytest.raises(MessageGone):
        box.fetch("INBOX", key)


def test_a_forgotten_link_is_a_lost_cursor(graph, box):
    cursor = box.list_since("INBOX", "", since=None).cursor
    graph.forget_links()

    with pytest.raises(CursorLost):
        box.list_since("INBOX", cursor, since=None)


def test_whose_mail_is_read_is_shown(graph):
    graph.add_box("shared@council.example")
    graph.add_folder("FOI", "shared@council.example")
    graph.deliver(mail("Ours", to=BOX))
    graph.deliver(mail("Theirs"), address="shared@council.example")
    box = GraphBox(login=LoginFactory(), address="shared@council.example")
    health = box.health(["INBOX"])
    box.close()

    assert health.read_as == "shared@council.example"
    assert health.folders == ["Inbox", "Sent Items", "Archive", "FOI"]
    assert [each.subject for each in health.newest] == ["Theirs"]
