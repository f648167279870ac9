"""What the room sends over the wire, from a server as `make run` starts one."""

from collections import Counter
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings as project
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def served(settings, tmp_path):
    """Serve the project with its static files collected, hashed and compressed."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "foi.minified.MinifiedStaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    call_command("collectstatic", interactive=False, verbosity=0)
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet)

    def serve():
        server.serve_forever()
        connections.close_all()  # of this thread

    thread = Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def room():
    """The address of a room of fifty questions, and its officer."""
    officer = UserFactory(roles=["officer"])
    foi_request = FOIRequestFactory(authority=officer.authority)
    questions = [
        QuestionFactory(
            foi_request=foi_request,
            order=number,
            label=str(number),
            text=f"How many of them stood in street {number} of the town, and why?",
        )
        for number in range(1, 51)
    ]
    at = [foi_request.reference, questions[0].pk]
    return reverse("answer-question", args=at), officer


@pytest.fixture
def received(browser, served, room):
    """Open the room in a new browser; return what came over the wire, by visit."""
    address, officer = room
    client = Client()
    client.force_login(officer)
    session = client.cookies[project.SESSION_COOKIE_NAME]
    context = browser.new_context(base_url=served)
    context.add_cookies([{"name": session.key, "value": session.value, "url": served}])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    names, sizes = {}, Counter()
    wire.on(
        "Network.requestWillBeSent",
        lambda event: names.update({event["requestId"]: event["request"]["url"]}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update(
            {names.get(event["requestId"], "?"): event["encodedDataLength"]}
        ),
    )

    def visit():
        sizes.clear()
        page.goto(address)
        expect(page.locator("#answer [contenteditable]")).to_be_visible()
        page.wait_for_load_state("networkidle")
        return Counter(sizes)

    yield visit
    context.close()


def test_the_room_is_light_at_first_and_lighter_ever_after(received, capsys):
    first, later = received(), received()

    at_first, after = sum(first.values()), sum(later.values())
    editor = sum(size for name, size in first.items() if "/drafting_room." in name)
    with capsys.disabled():
        print(  # noqa: T201 - measured
            f"\nThe room: {at_first:,.0f} bytes at first, of which {editor:,.0f} "
            f"are the room's scripts with the editor; {after:,.0f} bytes after that"
        )
    assert editor < 120_000
    assert at_first < 200_000
    assert after < 20_000
