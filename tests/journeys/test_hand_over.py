"""A manager hands over what a leaver held; officers take from the queue."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import FOIRequest
from tests.factories import (
    AuthorityFactory,
    CommentFactory,
    FOIRequestFactory,
    LeaveFactory,
    TeamFactory,
    UserFactory,
)
from tests.journeys.hand import Hand

HELD = 35


@pytest.fixture
def authority(transactional_db):
    return AuthorityFactory(name="Midshire Council", kind="council")


@pytest.fixture
def person(authority):
    def person(name, *roles, **fields):
        return UserFactory(
            first_name=name,
            last_name="Reed",
            roles=list(roles) or ["officer"],
            authority=authority,
            **fields,
        )

    return person


@pytest.fixture
def leaver(person):
    """Return a person who has left with open requests and a task."""
    leaver = person("Lena", is_active=False)
    today = timezone.localdate()  # noqa: TID251 - the day the pages go by
    for number in range(HELD):
        FOIRequestFactory(
            authority=leaver.authority,
            officer=leaver,
            due_on=today + timedelta(days=number - 3),
            subject=f"Allotments and their rents, part {number}",
        )
    CommentFactory(
        foi_request=FOIRequest.objects.first(), assigned_to=leaver, words="Sums?"
    )
    return leaver


def test_a_leavers_requests_are_handed_over_in_under_ten_clicks(
    page, sign_in, check_widths, leaver, person
):
    first, second = person("Fay"), person("Sid")
    manager = person("Mary", "manager")
    sign_in(page, manager)
    page.goto(reverse("dashboard"))
    hand = Hand()

    hand.click(page.get_by_role("link", name="Hand over requests"))
    check_widths(page)
    hand.click(page.get_by_role("link", name="Lena Reed"))
    page.get_by_text(f"{HELD} open requests, 1 open task").wait_for()
    check_widths(page)
    hand.click(page.get_by_label("Fay Reed"))
    hand.click(page.get_by_label("Sid Reed"))
    hand.click(page.get_by_label("Reason"))
    hand.type(page, "Lena has left.")
    hand.click(page.get_by_role("button", name="Hand over"))
    page.get_by_text(f"{HELD} requests handed over").wait_for()
    check_widths(page)

    assert hand.clicks < 10, str(hand)
    assert not leaver.foi_requests.exists()
    assert sorted([first.foi_requests.count(), second.foi_requests.count()]) == [17, 18]
    for each in (first, second):
        assert each.notices.filter(kind="handed_over").count() == 1


def test_an_officer_takes_a_request_and_passes_the_request_on(
    page, new_page, sign_in, check_widths, authority, person
):
    team = TeamFactory(authority=authority, name="Information")
    olive, oscar = person("Olive", team=team), person("Oscar", team=team)
    FOIRequestFactory(authority=authority, reference="7-26", team=team)
    LeaveFactory(person=person("Lee", team=team), deputy=oscar)
    sign_in(page, olive)
    late = new_page()
    sign_in(late, oscar)
    for each in (page, late):
        each.goto(reverse("queue"))
    check_widths(page)

    page.get_by_role("button", name="Take 7-26").click()
    page.get_by_text("The request is yours").wait_for()
    late.get_by_role("button", name="Take 7-26").click()
    late.get_by_text("7-26: Olive Reed has this request").wait_for()

    page.get_by_role("link", name="Pass request on").click()
    check_widths(page)
    page.get_by_label("Colleague").select_option(label="Oscar Reed (0 open)")
    page.get_by_label("Reason").fill("I am full.")
    page.get_by_role("button", name="Pass on").click()
    page.get_by_text("Request passed on.", exact=True).wait_for()

    late.goto(reverse("foi-request", kwargs={"reference": "7-26"}))
    late.get_by_role("link", name="Give request back").click()
    late.get_by_text("Olive Reed passed this request on").wait_for()
    check_widths(late)
    late.get_by_label("Reason").fill("So am I.")
    late.get_by_role("button", name="Give back").click()
    late.get_by_text("Request given back.", exact=True).wait_for()
    assert FOIRequest.objects.get().officer == olive


def test_leave_and_rules_are_kept_by_keyboard_and_on_a_phone(
    page, sign_in, check_widths, authority, person
):
    person("Oscar")
    chief = person("Mary", "manager", "administrator")
    LeaveFactory(person=person("Lee"), deputy=chief)
    sign_in(page, chief)
    page.goto(reverse("leave"))
    check_widths(page)
    page.get_by_role("link", name="Record leave of Oscar Reed").click()
    check_widths(page)
    page.goto(reverse("assignment-rules"))
    check_widths(page)
    page.get_by_role("button", name="Add a rule").click()
    check_widths(page)
    page.get_by_label("Words in the subject").fill("drones")
    page.get_by_label("Officer").first.select_option(label="Oscar Reed (0 open)")
    page.get_by_role("button", name="Save rule").click()
    page.get_by_text("Requests with “drones” go to Oscar Reed").wait_for()
    check_widths(page)
