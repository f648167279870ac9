"""Messages dropped on the queue, or on the page of a request, are taken in."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mail.models import Entry, Message
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from tests.factories import FOIRequestFactory
from tests.mail.made import AT, ON, mail

pytestmark = pytest.mark.django_db(transaction=True)

DRAG = """(target, [name, text, events]) => {
    const files = new DataTransfer();
    files.items.add(new File([text], name));
    for (const type of events) {
        target.dispatchEvent(
            new DragEvent(type, { dataTransfer: files, bubbles: true }),
        );
    }
}"""


def drag(page, name, text, *events):
    page.locator("main h1").first.evaluate(DRAG, [name, text, events])


def drop(page, name, text):
    drag(page, name, text, "dragenter", "dragover", "drop")


def run():
    run_due(handler=handler_of("read_mail"), on=ON, at=AT)


def test_on_the_queue(page, sign_in, officer, check_axe):
    sign_in(page, officer)
    page.goto(reverse("incoming"))
    drop(page, "asked.eml", mail().decode())

    expect(page.get_by_text("1 message was taken in")).to_be_visible()
    expect(page.get_by_role("heading", name="Incoming")).to_be_visible()
    check_axe(page)
    run()
    assert Entry.objects.get().authority == officer.authority


def test_what_is_no_message_is_refused_and_said(page, sign_in, officer):
    sign_in(page, officer)
    page.goto(reverse("incoming"))
    drop(page, "empty.eml", "")

    expect(page.get_by_role("alert")).to_contain_text("empty.eml")
    assert not Message.objects.exists()


def test_on_the_page_of_a_request(page, sign_in, officer, check_axe):
    foi_request = FOIRequestFactory(authority=officer.authority, officer=officer)
    sign_in(page, officer)
    page.goto(foi_request.get_absolute_url())
    over = page.get_by_text(
        f"Drop messages (.eml, .msg, .mbox) to add them to {foi_request}"
    )
    expect(over).to_be_hidden()
    drag(page, "asked.eml", "Words", "dragenter")
    expect(over).to_be_visible()
    check_axe(page)
    drop(page, "asked.eml", mail().decode())

    expect(page.get_by_text("1 message was taken in")).to_be_visible()
    run()
    assert Message.objects.get().foi_request == foi_request
