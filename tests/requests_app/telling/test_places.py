"""Every notice leads to a page that its person may open, whoever is told."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Leave
from requests_app.models import Channel, Enquiry, Job, Notice
from requests_app.telling.channels.sealing import ADDRESSES
from requests_app.telling.groups import PERSONAL
from requests_app.telling.mailing import mail_notices
from requests_app.telling.services import tell
from responses.enquiries.telling import tell_contributors, tell_head
from tests.factories import UserFactory
from tests.test_access import OWN, make_world

TODAY = date(2026, 3, 2)
Kind = Notice.Kind


def of_request(name="request", fragment="", **more):
    """Return the address of a page of the request."""

    def url(world):
        if name == "request":
            return f"{world.foi_request.get_absolute_url()}{fragment}"
        named = {key: world.ids[what] for key, what in more.items()}
        return reverse(name, kwargs={"reference": world.foi_request.reference, **named})

    return url


def plain(name, **more):
    """Return the address of a page of no request."""

    def url(world):
        return reverse(
            name, kwargs={key: world.ids[what] for key, what in more.items()}
        )

    return url


# For each kind: the role of the person meant, the page, whether a request is told of.
WHERE = {
    Kind.ASSIGNED: ("officer", of_request(fragment="#history"), True),
    Kind.TAKEN: ("manager", of_request(fragment="#history"), True),
    Kind.PASSED_ON: ("officer", of_request(fragment="#history"), True),
    Kind.GIVEN_BACK: ("manager", of_request(fragment="#history"), True),
    Kind.HANDED_OVER: ("officer", plain("foi-requests"), False),
    Kind.SENT_FOR_CLEARANCE: ("approver", of_request("clearance-desk"), True),
    Kind.RETURNED: ("officer", of_request("preview-response"), True),
    Kind.CLEARED: ("officer", of_request("issue-response"), True),
    Kind.CLEARANCE_DUE: (
        "manager",
        of_request("name-for-step", step="clearance_step"),
        True,
    ),
    Kind.ASKED: ("contributor", plain("answer-enquiry", enquiry="enquiry"), True),
    Kind.REPLIED: ("officer", of_request(fragment="#enquiry-1"), True),
    Kind.DECLINED: ("officer", of_request(fragment="#enquiry-1"), True),
    Kind.REPLY_LATE: ("contributor", plain("answer-enquiry", enquiry="enquiry"), True),
    Kind.MENTIONED: ("approver", of_request("comment", comment="comment"), True),
    Kind.TASK: ("officer", of_request("comment", comment="comment"), True),
    Kind.REVIEW: ("officer", lambda world: world.review.get_absolute_url(), True),
    Kind.BOUNCED: ("officer", of_request("letter", number="letter"), True),
    Kind.UNPOSTED: ("officer", of_request("letter", number="letter"), True),
    Kind.REMINDER: ("officer", of_request(), True),
    Kind.DATE_MOVED: ("officer", of_request(), True),
    Kind.ADVICE: ("officer", of_request(fragment="#advice"), True),
    Kind.LEAVE: ("officer", plain("leave"), False),
    Kind.PRIORITY: ("officer", plain("foi-requests"), False),
    Kind.OUTGOING: ("administrator", plain("outgoing"), False),
    Kind.EXPORT: ("officer", plain("exports"), False),
    Kind.MAILBOX: ("administrator", plain("mailboxes"), False),
    Kind.FILE: ("officer", of_request(), True),
    Kind.MAIL: ("officer", of_request(fragment="#messages"), True),
    Kind.WORDING: ("officer", plain("paragraph", paragraph="paragraph"), False),
}


@pytest.fixture
def world(db):
    world = make_world(OWN)
    Notice.objects.all().delete()
    world.manager = UserFactory(roles=["manager"], authority=world.authority)
    return world


def person_of(world, role):
    """Make the person meant."""
    enquiry = Enquiry.objects.get(pk=world.ids["enquiry"])
    is_asked = role == "contributor"
    return UserFactory(
        first_name="Mel",
        last_name="Meant",
        roles=[role],
        authority=world.authority,
        department=enquiry.department if is_asked else None,
    )


def on_leave(person, deputy=None):
    # The pages ask who acts today.
    Leave.objects.create(
        person=person,
        first_on=TODAY,
        last_on=date(2099, 12, 31),
        deputy=deputy,
        recorded_by=person,
    )


def change(person, **values):
    for name, value in values.items():
        setattr(person, name, value)
    person.save()


def deputy_with(*roles):
    def away(world, person):
        on_leave(person, UserFactory(roles=list(roles), authority=world.authority))

    return away


STAND_INS = {
    "no one": lambda world, person: None,
    "an officer as deputy": deputy_with("officer"),
    "an approver as deputy": deputy_with("approver"),
    "a contributor as deputy": deputy_with("contributor"),
    "an auditor as deputy": deputy_with("auditor"),
    "a deputy without a role": deputy_with(),
    "managers, of a leaver": lambda world, person: change(person, is_active=False),
    "managers, of leave": lambda world, person: on_leave(person),
    "managers, without address": lambda world, person: change(person, email=""),
    "managers, without role": lambda world, person: change(person, roles=[]),
    "another role": lambda world, person: change(person, roles=["auditor"]),
    "another department": lambda world, person: change(person, department=None),
}


def test_the_table_has_every_kind():
    assert set(WHERE) == set(Kind)


@pytest.mark.parametrize("stand_in", STAND_INS)
def test_the_address_opens_for_each_person_told(world, stand_in):
    wrong = []
    for kind, (role, url, has_request) in WHERE.items():
        person = person_of(world, role)
        STAND_INS[stand_in](world, person)
        tell(
            people=[person],
            kind=kind,
            words="Something happened.",
            url=url(world),
            key=f"{kind}-{person.pk}",
            foi_request=world.foi_request if has_request else None,
            on=TODAY,
        )
        notices = Notice.objects.filter(key=f"{kind}-{person.pk}")
        if not notices.exclude(way="none") and kind not in PERSONAL:
            wrong.append(f"{kind}: no person is mailed")
        for notice in notices.select_related("person"):
            if (status := status_of(notice)) != 200:
                wrong.append(f"{kind}: {notice.person}, {notice.url}: {status}")
            is_own = notice.person == person
            if is_own == notice.words.startswith("For Mel Meant, who "):
                wrong.append(f"{kind}: {notice.person} reads {notice.words}")

    assert wrong == []


def status_of(notice):
    client = Client(raise_request_exception=False)
    client.force_login(notice.person, backend="accounts.backends.RoleBackend")
    return client.get(notice.url.partition("#")[0], follow=True).status_code


@pytest.fixture
def enquiry(world):
    return Enquiry.objects.select_related("foi_request", "department").get(
        pk=world.ids["enquiry"]
    )


def test_a_manager_in_the_place_of_a_contributor_is_led_to_the_request(world, enquiry):
    person = person_of(world, "contributor")
    change(person, is_active=True, email="")
    tell_contributors(enquiry, "A question for Operations", key="enquiry-1", on=TODAY)

    own, other = Notice.objects.order_by("pk")
    assert (own.person, own.url) == (
        person,
        reverse("answer-enquiry", args=[enquiry.pk]),
    )
    assert own.words == "A question for Operations"
    assert other.person == world.manager
    address = world.foi_request.get_absolute_url()
    assert other.url == f"{address}#enquiry-{enquiry.pk}"
    assert other.words == (
        f"For Mel Meant, who has no e-mail address, request {world.foi_request}: "
        "A question for Operations"
    )


def test_a_head_without_the_page_is_led_to_the_request(world, enquiry):
    head = UserFactory(roles=["auditor"], authority=world.authority)
    tell_head(enquiry, head, "A reply of Operations is late", key="head-1", on=TODAY)

    notice = Notice.objects.get()
    assert (notice.person, status_of(notice)) == (head, 200)
    assert notice.words == (
        f"Request {world.foi_request}: A reply of Operations is late"
    )


def test_a_contributor_is_not_told_the_reference(world, enquiry):
    person_of(world, "contributor")
    tell_contributors(enquiry, "A question for Operations", key="enquiry-1", on=TODAY)

    notice = Notice.objects.get()
    assert world.foi_request.reference not in f"{notice.words}{notice.url}"


def test_colleagues_in_a_channel_are_led_to_the_request(world, enquiry):
    Channel.objects.all().delete()
    Channel.objects.create(
        authority=world.authority,
        kind="slack",
        sealed_address=ADDRESSES.close("https://hooks.slack.com/x"),
        host="hooks.slack.com",
        groups=["departments"],
        is_on=True,
    )
    person_of(world, "contributor")
    tell_contributors(enquiry, "A question for Operations", key="enquiry-1", on=TODAY)

    job = Job.objects.get(kind="post_to_channel")
    assert job.payload["url"].endswith(
        f"{world.foi_request.get_absolute_url()}#enquiry-{enquiry.pk}"
    )


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"is_active": False}, id="left"),
        pytest.param({"email": ""}, id="without address"),
        pytest.param({"roles": []}, id="without role"),
        pytest.param({"department": None}, id="of another department"),
    ],
)
def test_what_changes_before_the_mail_goes_sends_the_notice_on(world, enquiry, values):
    person = person_of(world, "contributor")
    tell_contributors(enquiry, "A question for Operations", key="enquiry-1", on=TODAY)
    change(person, **values)
    mail_notices()

    other = Notice.objects.exclude(person=person).get()
    assert (other.person, status_of(other)) == (world.manager, 200)
    assert not Job.objects.filter(payload__to=person.email or "x").exists()


def test_a_deputy_on_leave_does_not_stand_in(world):
    person = person_of(world, "officer")
    deputy = UserFactory(roles=["officer"], authority=world.authority)
    on_leave(person, deputy)
    on_leave(deputy)
    tell(
        people=[person],
        kind=Kind.ASSIGNED,
        words="Something happened.",
        url=world.foi_request.get_absolute_url(),
        key="event-1",
        foi_request=world.foi_request,
        on=TODAY,
    )

    told = set(Notice.objects.values_list("person", flat=True))
    assert told == {person.pk, world.manager.pk}


def test_managers_at_work_come_before_managers_on_leave(world):
    person = person_of(world, "officer")
    change(person, is_active=False)
    away = UserFactory(roles=["manager"], authority=world.authority)
    on_leave(away)
    tell(
        people=[person],
        kind=Kind.ASSIGNED,
        words="Something happened.",
        url=world.foi_request.get_absolute_url(),
        key="event-1",
        foi_request=world.foi_request,
        on=TODAY,
    )

    assert Notice.objects.get().person == world.manager
