"""What a link tells of a request, and when it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tokens import hashed
from mail.asking.confirming import confirm, written
from mail.asking.limits import Sender
from mail.asking.links import LinkNotPossible, make_link, revoke_links, token_of, url_of
from mail.asking.progress import Progress
from mail.asking.sentences import SENTENCES, Sentences
from mail.asking.services import Asked, send_request
from mail.models import Entry, ProgressLink
from mail.queue.outline import outline_of_entry
from mail.queue.prefilled import prefilled
from mail.queue.registering import register_entry
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory

AT, ON = datetime(2026, 6, 15, 9, 30, tzinfo=UTC), date(2026, 6, 15)
SAY = Sentences("en", {"authority": "Cadnam", "email": "foi@cadnam.example"})
pytestmark = pytest.mark.django_db


def sent(authority, **more):
    asked = {
        "text": "How many bicycles did you buy in 2025?",
        "name": "Rowan Hale",
        "email": "rowan@hale.example",
        "address": "1 High Street\nMidtown",
        "organisation": "Midtown Wheelers",
        "format_wanted": "Large print",
    } | more
    return send_request(
        authority=authority,
        asked=Asked(**asked),
        form_key="one",
        sender=Sender("client", ""),
        say=Sentences("en"),
        at=AT,
    )


def lines(link, *, on=ON, say=SAY):
    return [
        line
        for one in Progress(link).stages(say, on=on)
        for line in (*one.before, one.standing, *one.now)
    ]


def test_every_sentence_has_both_languages_with_the_same_fields():
    from string import Formatter

    for key, (english, welsh) in SENTENCES.items():
        fields = [
            {name for _, name, _, _ in Formatter().parse(text) if name}
            for text in (english, welsh)
        ]
        assert welsh.strip(), key
        assert fields[0] == fields[1], key
        assert english != welsh, key


def test_a_form_fills_in_the_registering_page_and_leads_to_the_request():
    link = sent(AuthorityFactory())
    entry = Entry.objects.get()
    officer = UserFactory(authority=entry.authority, roles=["officer"])
    given = dict(prefilled(entry, officer).details)
    assert given["requester_address"] == "1 High Street\nMidtown"
    assert given["requester_organisation"] == "Midtown Wheelers"
    assert given["channel"] == "web"
    assert "How the answer is wanted: Large print" in entry.message.notes
    assert any("An officer has yet" in line for line in lines(link))

    given.pop("team", None)
    made = register_entry(
        entry=entry,
        outline=outline_of_entry(entry),
        is_acknowledged=False,
        received_on=ON,
        by=officer,
        on=ON,
        at=AT,
        **{**given, "officer": None},
    )
    told = " ".join(lines(ProgressLink.objects.get()))
    assert made.reference in told
    assert "due by 14 July 2026" in told
    assert "late" in " ".join(lines(link, on=date(2026, 8, 1)))
    for secret in ("Rowan", "bicycles", officer.last_name):
        assert secret not in told


def test_an_entry_not_registered_tells_so():
    link = sent(AuthorityFactory())
    Entry.objects.update(ended_as="not_a_request", ended_at=AT, ended_by=UserFactory())
    assert "did not register" in " ".join(lines(link))


def test_a_link_ends_ninety_days_after_the_request_is_closed():
    foi_request = FOIRequestFactory(state="answered", closed_on=ON, answered_on=ON)
    link = make_link(foi_request=foi_request, by=UserFactory(), on=ON, at=AT)
    assert "We answered on" in " ".join(lines(link))
    assert not Progress(link).is_ended(on=ON + timedelta(days=90))
    assert Progress(link).is_ended(on=ON + timedelta(days=91))


def test_another_link_ends_the_first_and_an_officer_ends_all():
    foi_request, by = FOIRequestFactory(), UserFactory()
    given = {"foi_request": foi_request, "by": by, "on": ON, "at": AT}
    first, second = make_link(**given), make_link(**given)
    client = Client()

    assert client.get(url_of(first, language="en")).status_code == 410
    page = client.get(url_of(second, language="cy"))
    assert page.status_code == 200
    assert '<html lang="cy"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "no-referrer"

    assert revoke_links(**given) == 1
    assert client.get(url_of(second, language="en")).status_code == 410
    with pytest.raises(LinkNotPossible):
        revoke_links(**given)


def test_a_request_not_registered_has_no_link():
    received = FOIRequestFactory(state="received", reference=None, registered_on=None)
    with pytest.raises(LinkNotPossible):
        make_link(foi_request=received, by=UserFactory(), on=ON, at=AT)


def test_the_database_has_the_hash_of_a_token_alone():
    link = sent(AuthorityFactory())
    token = token_of(link)
    assert link.token_sha256 == hashed(token)
    assert token not in str(ProgressLink.objects.values().get())
    unknown = reverse("progress", args=["x" * 43])
    assert Client().get(unknown).status_code == 404


def test_the_confirmation_says_nothing_that_was_typed_and_is_sent_once(mailoutbox):
    link = sent(AuthorityFactory(), name="Buy at spam.example now")
    subject, text = written(link, language="cy")
    assert "spam.example" not in subject + text
    assert "bicycles" not in text
    assert f"/progress/{token_of(link)}/cy/" in text

    handler = handler_of("confirm_form")
    for _ in range(2):
        run_due(handler=handler, on=ON, at=AT)
    assert len(mailoutbox) == 1
    assert mailoutbox[0].to == ["rowan@hale.example"]
    assert "14 July 2026" in mailoutbox[0].body
    assert handler.effect is confirm


EXTENDED = {
    "extended_on": ON,
    "extension": "public_interest",
    "original_due_on": date(2026, 6, 1),
}


@pytest.mark.parametrize(
    ("state", "more", "standing"),
    [
        ("answering", {}, "Being answered"),
        ("answering", EXTENDED, "Extended to 1 July 2026"),
        ("answering", {"due_on": date(2026, 6, 1)}, "Late"),
        ("awaiting_clarification", {"due_on": None}, "Waiting for your reply"),
        ("transferred", {"closed_on": ON}, "Passed on"),
        ("withdrawn", {"closed_on": ON}, "Closed"),
    ],
)
def test_the_standing_is_said_in_a_word(state, more, standing):
    given = {"received_on": date(2026, 5, 1), "due_on": date(2026, 7, 1)} | more
    foi_request = FOIRequestFactory(state=state, **given)
    link = make_link(foi_request=foi_request, by=UserFactory(), on=ON, at=AT)

    (stage,) = Progress(link).stages(SAY, on=ON)

    assert stage.standing == standing
