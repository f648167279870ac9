"""No page has a text box whose words the browser does not keep.

`static/js/keep_typed.js` keeps what is typed into each form that is sent by POST from the
main part of a page, unless the form says data-keep="off". This walks every address of
the project, in every state of a request, and looks at each text box that is served.
"""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django import forms
from django.test import Client
from django.utils import timezone
from lxml import html

from requests_app.models import FOIRequest
from requests_app.workflow import CLOSED_STATES, State
from tests.test_access import OWN, PAGES, ROLES, make_person, make_world, url_of

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
TEXT_BOX = "//textarea | //*[@contenteditable]"
# Forms that ask for more than boxes to tick, and are not kept. Why each needs no copy:
_STATES = (
    *(State.ANSWERING, State.AWAITING_CLARIFICATION, State.AWAITING_FEE),
    *(State.CLEARANCE, State.CLEARED, State.ANSWERED),
)
NOT_KEPT = {
    "post": "a day, offered as today's",
    "share-answer": "questions ticked, which the room itself keeps ticked",
}


def boxes(page):
    return page.xpath(TEXT_BOX)


def form_of(box):
    """Return the form of a text box, which may stand elsewhere on the page."""
    named = box.get("form")
    found = box.getroottree().xpath("//form[@id=$id]", id=named) if named else ()
    return next(iter(found or box.xpath("ancestor::form")), None)


def complaints_about(page):
    """Yield what would let typed words be lost."""
    if not page.xpath("//body[@data-user]"):
        yield "the page does not say whose copies the browser keeps"
    if not page.xpath("//script[contains(@src, 'js/keep_typed')]"):
        yield "the page lacks keep_typed.js"
    keys = Counter()
    for form in {form_of(box) for box in boxes(page)}:
        if form is None:
            yield "a text box outside any form"
            continue
        keys[form.get("id") or form.get("action") or ""] += 1
        if (form.get("method") or "get").lower() != "post":
            yield f"a text box in a form sent by GET: {form.get('id')}"
        if not form.xpath("ancestor::main"):
            yield f"a form outside the main part: {form.get('id')}"
        if form.get("data-keep") == "off":
            yield f"a form that is not kept: {form.get('id')}"
    for key, times in keys.items():
        if times > 1:
            yield f"{times} forms share one copy: {key or 'no id, no action'}"


def forms_with_text(base=forms.BaseForm):
    """Yield the forms of the project that have a text box."""
    for each in base.__subclasses__():
        yield from forms_with_text(each)
        fields = getattr(each, "base_fields", {}).values()
        is_ours = each.__module__.split(".")[0] in {"accounts", "requests_app", "responses"}
        if is_ours and any(isinstance(one.widget, forms.Textarea) for one in fields):
            yield each


def in_state(foi_request, state):
    """Put a request into a state, as its constraints want it."""
    today = timezone.localdate()
    is_closed = state in CLOSED_STATES
    FOIRequest.objects.filter(pk=foi_request.pk).update(
        state=state,
        closed_on=today - timedelta(days=1) if is_closed else None,
        answered_on=today - timedelta(days=1) if state == State.ANSWERED else None,
        was_in_time=True if state == State.ANSWERED else None,
    )


@pytest.fixture
def walk():
    """Return every page with a text box, in each state of its request."""
    world = make_world(OWN)
    person = make_person("contributor", OWN, world)
    person.roles = list(ROLES)
    person.save()
    client = Client()
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return list(_pages(client, world))


def _pages(client, world):
    about = {"reference": world.foi_request, "review": world.review}
    for state in _STATES:
        for foi_request in about.values():
            in_state(foi_request, state)
        for name, pages in PAGES.items():
            for page in pages:
                is_of_state = page.about in about
                if page.status != 200 or (state != _STATES[0] and not is_of_state):
                    continue
                answer = client.get(url_of(name, page, world))
                if answer.status_code == 200 and "html" in answer["Content-Type"]:
                    yield name, answer


@pytest.mark.django_db
def test_every_text_box_of_every_page_is_in_a_form_that_is_kept(walk):
    wrong, seen, filled = set(), set(), Counter()
    for name, answer in walk:
        page = html.fromstring(answer.content)
        if not boxes(page):
            continue
        filled[name] += 1
        wrong |= {f"{name}: {complaint}" for complaint in complaints_about(page)}
        seen |= {
            type(one)
            for context in answer.context or ()
            for values in context
            for one in (values.values() if isinstance(values, dict) else ())
            if isinstance(one, forms.BaseForm)
        }

    print(filled)
    print({one.__name__ for one in forms_with_text()} - {one.__name__ for one in seen})
    assert wrong == set()
