"""Browser tests: a real browser, signed in, with strict checks on every page.

A script or style refused by the Content Security Policy fails the test. `check_axe`
checks a page against WCAG 2.2 AA; `check_widths` does so in a wide and a narrow window.
"""

import os
import re
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Error, Page, sync_playwright

from tests.waiting import wait_until

REPOSITORY = Path(__file__).resolve().parents[2]
AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = ({"width": width, "height": 900} for width in (1280, 400))

# Playwright's event loop makes Django refuse queries as if they blocked the loop. The
# queries run in the test's own thread, as in any other test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items):
    """Mark every test in this folder as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def browser():
    """Start the browser for as long as a worker runs journeys, and no longer.

    While Playwright's event loop runs, Django keeps the connections of this thread
    apart from its others. A test outside this folder would then use two at once.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        connections.close_all()
        browser.close()


@pytest.fixture
def new_page(browser, live_server):
    """Open pages in separate browser profiles, and collect their errors."""
    contexts, complaints = [], []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_expected(message.text):
            complaints.append(message.text)

    def listen_in_trouble(message: ConsoleMessage) -> None:
        if not re.search(r"status of 50\d|ERR_CONNECTION_REFUSED", message.text):
            listen(message)

    def open_page(
        *, is_narrow: bool = False, javascript: bool = True, in_trouble: bool = False
    ) -> Page:
        """Open a page; `in_trouble` where the server is to fail on purpose."""
        context = browser.new_context(
            base_url=live_server.url,
            viewport=NARROW if is_narrow else WIDE,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", listen_in_trouble if in_trouble else listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page

    for context in contexts:
        context.close()
    assert wait_until(lambda: not _is_answering(), seconds=30)
    assert not complaints, f"The browser complained: {complaints}"


def _is_answering() -> bool:
    """Whether the server still handles a request from a page already closed.

    Emptying the tables under a running query ends in a deadlock.
    """
    return any("process_request_thread" in each.name for each in threading.enumerate())


def _is_expected(text: str) -> bool:
    """Whether a test provoked this error on purpose."""
    return bool(re.search(r"status of 4\d\d|ERR_(?:FAILED|INTERNET_DISC)", text))


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def sign_in(live_server):
    """Sign a user in by cookie; `test_signing_in.py` uses the sign-in page."""

    def sign_in(page: Page, user) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": session.key, "value": session.value, "url": live_server.url}]
        )

    return sign_in


@pytest.fixture
def check_axe():
    """Assert that axe-core finds nothing on the page as it stands."""

    def check_axe(page: Page) -> None:
        page.wait_for_load_state("load")
        if page.evaluate("!window.axe"):
            # Run by the browser's protocol: the policy would refuse a script element.
            try:
                page.evaluate(AXE.read_text("utf-8"))
            except Error as error:  # pragma: no cover - says why, then fails
                pytest.fail(f"axe-core could not be loaded: {error}")
        found = page.evaluate(
            "rules => axe.run(document,"
            " {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
            ".then(result => result.violations.map(v => [v.id, v.help,"
            " v.nodes.map(n => n.html.slice(0, 200) + ' — ' + n.failureSummary)]))",
            RULES,
        )
        assert not found, f"axe-core on {page.url}: {found}"

    return check_axe


@pytest.fixture
def check_widths(check_axe):
    """Run `check_axe` wide and then narrow, and assert that the page fits both.

    The window stays narrow for the rest of the test.
    """

    def check_widths(page: Page) -> None:
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            check_axe(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{page.url} is {width} wide"

    return check_widths


@pytest.fixture
def address(foi_request):
    """Return the address of the answer to a question of the request, by its label."""

    def address(label):
        question = foi_request.questions.get(label=label)
        return reverse("answer-question", args=[foi_request.reference, question.pk])

    return address
