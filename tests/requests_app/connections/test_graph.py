"""Microsoft Graph: its addresses, its refusals, and its cursor."""

from email.message import EmailMessage

import pytest

from requests_app.connections.failures import (
    AccessDenied,
    AnswerLost,
    Busy,
    ConnectionFailed,
    CursorLost,
    Failed,
    NotThere,
    ServerAway,
    SignInRefused,
)
from requests_app.connections.graph import Graph
from requests_app.connections.tokens import token_for
from tests.factories import LoginFactory
from tests.graph import BOX, moments_ago

pytestmark = pytest.mark.django_db


def mail(subject="Parking"):
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "asker@home.example"
    message.set_content("How many permits are there?")
    return message.as_bytes()


@pytest.fixture
def box(graph):
    waited = []
    opened = Graph(login=LoginFactory(), address=BOX, sleep=waited.append)
    opened.waited = waited
    yield opened
    opened.close()


def listed(box, link="", **more):
    """Return all ids that are new, and the link for the next poll."""
    ids = []
    while True:
        page = box.delta("inbox", link, **more)
        ids += [each.id for each in page.messages]
        link = page.link
        if page.is_last:
            return ids, link


def test_what_is_new_is_listed_once(graph, box):
    first = [graph.deliver(mail()) for _ in range(120)]
    found, link = listed(box)
    later = graph.deliver(mail())

    assert found == first
    assert listed(box, link)[0] == [later]
    assert listed(box, listed(box, link)[1])[0] == []


def test_what_was_deleted_or_moved_away_is_not_listed(graph, box):
    _, link = listed(box)
    kept, gone, moved = (graph.deliver(mail()) for _ in range(3))
    graph.delete(gone)
    box.move(moved, "archive")

    assert listed(box, link)[0] == [kept]


def test_a_list_may_begin_at_a_day(graph, box):
    graph.deliver(mail(), at=moments_ago(days=9))
    new = graph.deliver(mail(), at=moments_ago(hours=1))

    assert listed(box, since=moments_ago(days=1))[0] == [new]


def test_a_forgotten_link_is_said(graph, box):
    _, link = listed(box)
    graph.forget_links()

    with pytest.raises(CursorLost):
        box.delta("inbox", link)


def test_a_message_is_read_byte_for_byte_and_keeps_its_id_when_moved(graph, box):
    key = graph.deliver(mail("Café"))

    assert box.raw(key) == mail("Café")
    assert box.move(key, "archive") == key
    assert graph.folder_of(key) == "archive"
    assert box.raw(key) == mail("Café")


def test_folders_are_found_by_path_and_by_their_usual_names(graph, box):
    inner = None
    graph.add_folder("FOI")
    inner = graph.add_folder("FOI/Filed")

    assert [each.path for each in box.folders()] == [
        "Inbox",
        "Sent Items",
        "Archive",
        "FOI",
        "FOI/Filed",
    ]
    assert box.folder("foi/filed").id == inner
    assert box.folder("INBOX").id == "inbox"
    with pytest.raises(NotThere, match="no folder “Nowhere”"):
        box.folder("Nowhere")


def test_a_folder_is_made(graph, box):
    made = box.make_folder("Filed by us")

    assert box.folder("Filed by us") == made


def test_a_message_is_sent_from_the_shared_box_and_copied_there(graph, box):
    box.send(mail("Our letter"))

    assert graph.sent == [(BOX, mail("Our letter"))]
    assert [each.subject for each in box.newest("sentitems")] == ["Our letter"]


def test_a_message_taken_without_an_answer_may_have_been_sent(graph, box):
    graph.is_silent = True
    with pytest.raises(AnswerLost) as lost:
        box.send(mail())

    assert lost.value.may_have_happened
    assert len(graph.sent) == 1


def test_a_message_that_never_left_was_not_sent(graph, settings):
    settings.GRAPH_URL = "http://127.0.0.1:9/v1.0"
    settings.GRAPH_SCOPE = "https://graph.example/.default"
    login = LoginFactory()
    token_for(login=login, scopes=[settings.GRAPH_SCOPE])
    box = Graph(login=login, address=BOX)
    with pytest.raises(ServerAway) as away:
        box.send(mail())

    assert not away.value.may_have_happened


def test_an_expired_token_is_obtained_once_more(graph, box):
    box.folders()
    graph.expire_tokens()

    assert box.folders()
    assert graph.token_calls == 2


def test_a_new_token_refused_as_well_is_a_clear_failure(graph, box, monkeypatch):
    box.folders()
    monkeypatch.setattr(graph, "token", lambda *_: (200, _useless()))
    graph.expire_tokens()
    with pytest.raises(SignInRefused, match="a new one too"):
        box.folders()

    assert len(graph.calls) == 3


def _useless():
    return {"access_token": "no use", "expires_in": 3600, "token_type": "Bearer"}


@pytest.mark.parametrize("status", [429, 503])
def test_graph_is_left_alone_for_as_long_as_asked(graph, box, status):
    graph.busy = [(status, 2), (status, 1)]

    assert box.folders()
    assert box.waited == [2, 1]


def test_a_long_wait_ends_the_turn(graph, box):
    graph.busy = [(429, 300)]
    with pytest.raises(Busy) as busy:
        box.folders()

    assert (busy.value.seconds, box.waited) == (300, [])


def test_a_wait_without_end_ends_the_turn(graph, box):
    graph.busy = [(503, 1)] * 9
    with pytest.raises(Busy):
        box.folders()

    assert len(graph.calls) == 3


def test_a_box_outside_of_the_policy_is_named(graph, box):
    graph.denied.add(BOX)

    with pytest.raises(AccessDenied, match=f"may not use the mailbox {BOX}"):
        box.folders()


def test_a_box_that_does_not_exist_is_named(graph):
    box = Graph(login=LoginFactory(), address="nobody@council.example")

    with pytest.raises(NotThere, match=r"no mailbox nobody@council\.example"):
        box.folders()


def test_a_deleted_folder_is_said(graph, box):
    key = graph.add_folder("FOI")
    graph.delete_folder(key)

    with pytest.raises(NotThere, match="folder is no longer"):
        box.delta(key)


def test_the_token_goes_to_no_other_host(graph, box):
    with pytest.raises(Failed, match="another host"):
        box.delta("inbox", "http://127.0.0.1:9/v1.0/users/x/delta?token=1")


def test_an_address_cannot_leave_its_place(graph):
    box = Graph(login=LoginFactory(), address="../users/other@council.example?x=")

    with pytest.raises(ConnectionFailed):
        box.folders()
    assert graph.calls[-1].startswith("GET /v1.0/users/../users/other@council")
