"""The browser keeps the words of every text box of every page.

`static/js/keep_typed.js` keeps what is typed into each form sent by POST from the
main part of a page, unless the form says data-keep="off". This walks the addresses of
the project, in the states of a request that have pages of their own, and looks at each
text box that is served. No text box is excepted: only what is searched for, a password
and a box to tick may be lost.
"""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from lxml import html

from requests_app.models import BulkAct, FOIRequest
from requests_app.priority.keeping import keep_priority
from requests_app.workflow import CLOSED_STATES, State
from responses.approving.parts import parts_in
from responses.models import ClearanceStep, Enclosure, Neighbour
from tests.factories import (
    FOIRequestFactory,
    LetterFactory,
    PreviousAnswerFactory,
    QuestionFactory,
    RequesterFactory,
    UserFactory,
)
from tests.test_access import OWN, PAGES, ROLES, make_person, make_world, url_of

ROOT = Path(__file__).resolve().parents[1]
# Pages of the project have the keeper of typed text within another script.
KEEPER = "//script[contains(@src, 'js/keep_typed') or contains(@src, 'js/signed_in')]"
TEXT_BOX = "//textarea | //*[@contenteditable]"
# The forms that are not kept, by template, and why they need no copy.
NOT_KEPT = {
    "responses/drafting/suggestions.html": "only presses",
    "responses/sending/post.html": "letters ticked, and a day offered as today's",
    "responses/drafting/room_list.html": "questions ticked; the room keeps the ticks",
    "responses/drafting/answer_question.html": "a button",
}
STATES = (
    *(State.ANSWERING, State.AWAITING_CLARIFICATION),
    *(State.CLEARANCE, State.CLEARED, State.ANSWERED),
)


def form_of(box):
    """Return the form of a text box, perhaps elsewhere on the page."""
    named = box.get("form")
    found = box.getroottree().xpath("//form[@id=$id]", id=named) if named else ()
    return next(iter(found or box.xpath("ancestor::form")), None)


def complaints_about(page):
    """Yield each fault of a page by which typed words would be lost."""
    if not page.xpath("//*[@data-user]"):
        yield "the page does not say whose copies the browser keeps"
    if not page.xpath(KEEPER):
        yield "the page lacks keep_typed.js"
    kept_as = Counter()
    for form in {form_of(box) for box in page.xpath(TEXT_BOX)}:
        if form is None:
            yield "a text box outside any form"
            continue
        called = form.get("id") or form.get("action") or ""
        kept_as[called] += 1
        if (form.get("method") or "get").lower() != "post":
            yield f"a text box in a form sent by GET: {called}"
        if not form.xpath("ancestor::main"):
            yield f"a form outside the main part: {called}"
        if form.get("data-keep") == "off":
            yield f"a form that is not kept: {called}"
    for box in page.xpath(TEXT_BOX):
        named = box.get("form")
        kept = box.xpath("ancestor::form[@id=$id]", id=named) if named else [box]
        if not kept and not box.xpath("ancestor::*[@data-keep-part=$id]", id=named):
            yield f"a text box away from its form, in no part kept: {named}"
    for called, times in kept_as.items():
        if times > 1:
            yield f"{times} forms share one copy: {called or 'no id, no action'}"


def forms_with_text(base=forms.BaseForm):
    """Yield the forms of the project with a text box."""
    for each in base.__subclasses__():
        yield from forms_with_text(each)
        widgets = [one.widget for one in getattr(each, "base_fields", {}).values()]
        is_ours = each.__module__.startswith(
            ("accounts", "mail", "requests_app", "responses", "returns")
        )
        if is_ours and any(isinstance(one, forms.Textarea) for one in widgets):
            yield each


def in_state(foi_request, state):
    """Put a request into a state, as its constraints want it."""
    on = foi_request.received_on + timedelta(days=7)
    is_answered = state == State.ANSWERED
    FOIRequest.objects.filter(pk=foi_request.pk).update(
        state=state,
        closed_on=on if state in CLOSED_STATES else None,
        answered_on=on if is_answered else None,
        was_in_time=True if is_answered else None,
    )


@pytest.fixture
def world():
    world = make_world(OWN)
    world.foi_request.clock_events.create(
        name="narrowed_voluntarily", on=date(2026, 3, 9)
    )
    return world


@pytest.fixture
def client(world):
    """A browser of a person with every role."""
    person = make_person("contributor", OWN, world)
    person.roles = list(ROLES)
    person.save()
    world.foi_request.named_people.add(person)
    client = Client()
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return client


def pages(client, world):
    """Yield each page with its name."""
    about = {"reference": world.foi_request, "review": world.review}
    for state in STATES:
        for foi_request in about.values():
            in_state(foi_request, state)
        for name, entries in PAGES.items():
            for entry in entries:
                is_of_state = entry.about in about
                if entry.status == 200 and (is_of_state or state == STATES[0]):
                    yield name, client.get(url_of(name, entry, world))


def rare_pages(client, world):
    """Yield the pages with a form for something particular only."""
    for foi_request in (world.foi_request, world.review):
        in_state(foi_request, State.ANSWERING)
    at = [world.foi_request.reference]
    preview = client.get(reverse("preview-response", args=at))
    (warning, *_) = re.findall(r"/requests/\S+/warnings/[^\"]+/override/", preview.text)
    yield "override-warning", client.get(warning)
    cite = reverse("cite-exemption", args=[*at, world.ids["question"]])
    yield "cite-exemption", client.get(cite, {"provision": "FOIA 43(2)"})
    extend = reverse("extend-review", args=[world.review.reference])
    yield "extend-review", client.get(extend)
    yield from pages_of_the_desk(client, world)
    finding = {"code": "x", "place": "", "message": "Rows.", "severity": "block"}
    Enclosure.objects.update(scan="hidden_data", found=[finding])
    accept = reverse("accept-enclosure", args=[*at, world.ids["enclosure"]])
    yield "accept-enclosure", client.get(accept)
    yield from pages_of_two_answers(client, world)
    double = FOIRequestFactory(authority=world.authority, state=State.DOUBLE)
    undo = reverse("undo-double", args=[double.reference])
    yield "undo-double", client.get(undo)
    holder = UserFactory(roles=["officer"], authority=world.authority)
    FOIRequest.objects.filter(pk=world.foi_request.pk).update(officer=holder)
    for name in ("pass-on-request", "give-back-request"):
        yield name, client.get(reverse(name, args=at))
    keep_priority(
        [world.foi_request.pk],
        "priority_asked",
        reason="The debate is on Friday.",
        by=holder,
        on=date(2026, 3, 9),
    )
    for name in ("decide-priority", "withdraw-priority"):
        yield name, client.get(reverse(name, args=at))
    yield "hand-over", client.get(reverse("hand-over"), {"person": holder.pk})
    twin = RequesterFactory(authority=world.authority)
    merge = reverse("merge-requesters", args=[world.ids["requester"]])
    yield "merge-requesters", client.get(merge, {"q": twin.name})
    chooser = UserFactory(roles=["manager"], authority=world.authority)
    browser = Client()
    browser.force_login(chooser, backend="accounts.backends.RoleBackend")
    for kind in ("assign", "flag", "priority"):
        made = BulkAct.objects.create(authority=world.authority, by=chooser, kind=kind)
        yield "bulk-act", browser.get(reverse("bulk-act", args=[made.pk]))
    FOIRequest.objects.filter(pk=world.foi_request.pk).update(is_restricted=True)
    yield "unrestrict-request", client.get(reverse("unrestrict-request", args=at))


def pages_of_the_desk(client, world):
    """Yield the pages of an approver about a single part, and about amendments."""
    at = world.foi_request.reference
    parts = parts_in(world.foi_request)
    key = next(one.key for one in parts if one.answer is not None)
    in_state(world.foi_request, State.CLEARANCE)
    for name in ("comment-on-part", "suggest-amendment"):
        yield name, client.get(reverse(name, args=[at, key]))
    approver = UserFactory(roles=["approver"], authority=world.authority)
    browser = Client()
    for step in ClearanceStep.objects.filter(clearance__foi_request=world.foi_request):
        step.people.add(approver)
    browser.force_login(approver, backend="accounts.backends.RoleBackend")
    name = "clear-with-amendments"
    yield name, browser.get(reverse(name, args=[at]))
    in_state(world.foi_request, State.ANSWERING)


def pages_of_two_answers(client, world):
    """Yield the pages about two letters of ours with differing answers."""
    first, second = (
        answer_of_ours(world, outcome=outcome) for outcome in ("disclosed", "withheld")
    )
    question = QuestionFactory(foi_request=first.foi_request, order=first.order)
    Neighbour.objects.create(question=question, previous_answer=second, score=0.95)
    pair = [first.pk, second.pk]
    yield "keep-difference", client.get(reverse("keep-difference", args=pair))
    at = [world.foi_request.reference, world.ids["question"], first.pk]
    yield "refer-to-earlier", client.get(reverse("refer-to-earlier", args=at))


def answer_of_ours(world, **fields):
    """Return an answer of a letter given to another person."""
    given_on = date(2026, 1, 9)
    foi_request = FOIRequestFactory(authority=world.authority)
    letter = LetterFactory(
        foi_request=foi_request,
        issued_on=given_on,
        given_on=given_on,
        html_for_publication="<p>There were nine.</p>",
    )
    return PreviousAnswerFactory(
        authority=world.authority,
        foi_request=foi_request,
        previous_response=None,
        letter=letter,
        reference=foi_request.reference,
        order=3,
        answered_on=given_on,
        **fields,
    )


@pytest.mark.django_db
def test_every_text_box_of_every_page_is_in_a_form_that_is_kept(client, world):
    wrong, seen = set(), set()
    for name, answer in (*pages(client, world), *rare_pages(client, world)):
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        # No person is signed in on the page of a link: the server keeps the draft.
        # A computer of many people keeps no copy of what one asks by the public form.
        if name in {"reply-by-link", "ask", "ask-cy"}:
            continue
        page = html.fromstring(answer.content)
        if not page.xpath(TEXT_BOX):
            continue
        wrong |= {f"{name}: {complaint}" for complaint in complaints_about(page)}
        for context in answer.context or ():
            for values in context:
                seen |= {
                    base for one in dict(values).values() for base in type(one).mro()
                }

    assert wrong == set()
    assert set(forms_with_text()) - seen == set(), "not met on any page"


def test_the_script_of_signed_in_pages_has_the_keeper_of_typed_text():
    script = (ROOT / "static/js/signed_in.js").read_text("utf-8")

    assert 'import "./keep_typed.js";' in script


def test_only_forms_without_text_are_not_kept():
    off = {
        str(path.relative_to(ROOT / "templates"))
        for path in (ROOT / "templates").rglob("*.html")
        if 'data-keep="off"' in path.read_text("utf-8")
    }
    assert off == set(NOT_KEPT)
