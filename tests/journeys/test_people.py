"""An administrator invites a person, who chooses a password and later forgets it."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from requests_app.staff.links import SEND_ACCOUNT_LINK
from requests_app.staff.passwords import FIND_FORGOTTEN
from tests.factories import AuthorityFactory, TeamFactory, UserFactory
from tests.jobs import run_jobs
from tests.journeys.conftest import WIDE
from tests.waiting import wait_until

FIRST = "plum ladder orbit"
SECOND = "seven quiet harbours"


@pytest.fixture
def authority(transactional_db):
    authority = AuthorityFactory(name="Midshire Council")
    TeamFactory(authority=authority, name="Information Access")
    return authority


@pytest.fixture
def administrator(authority):
    person = UserFactory(
        authority=authority, roles=["administrator"], first_name="Una", last_name="Reed"
    )
    person.set_password(FIRST)
    person.save()
    return person


def path_of_the_last_mail():
    """Send what waits; return the path of the link in the newest e-mail."""
    for kind in (FIND_FORGOTTEN, SEND_ACCOUNT_LINK):
        run_jobs(kind, at=datetime.now(UTC))
    return re.search(r"/account/link/\S+", mail.outbox[-1].body)[0]


def test_a_person_is_invited_signs_in_and_forgets_the_password(
    new_page, sign_in, check_widths, administrator
):
    desk = new_page()
    sign_in(desk, administrator)
    desk.goto(reverse("administration"))
    desk.get_by_role("link", name="People", exact=True).click()
    check_widths(desk)
    desk.get_by_role("button", name="Invite a person").click()
    check_widths(desk)
    desk.get_by_label("First name").fill("Ada")
    desk.get_by_label("Last name").fill("Wren")
    desk.get_by_label("E-mail address").fill("ada@midshire.example")
    desk.get_by_label("Team (optional)").select_option("Information Access")
    desk.get_by_label("Officer").check()
    desk.get_by_role("button", name="Send invitation").click()
    expect(desk.get_by_text("Ada Wren is invited")).to_be_visible()
    check_widths(desk)

    ada = new_page()
    ada.goto(path_of_the_last_mail())
    check_widths(ada)
    ada.get_by_label("New password", exact=True).fill("short")
    ada.get_by_label("New password again").fill("short")
    ada.get_by_role("button", name="Save password").click()
    expect(ada.get_by_role("alert")).to_contain_text("too short")
    check_widths(ada)
    ada.get_by_label("New password", exact=True).fill(FIRST)
    ada.get_by_label("New password again").fill(FIRST)
    ada.get_by_role("button", name="Save password").click()
    expect(ada.get_by_text("You work for Midshire Council now")).to_be_visible()

    ada.get_by_role("link", name="Ada Wren").click()
    check_widths(ada)
    ada.get_by_role("button", name="Sign out", exact=True).click()
    ada.get_by_role("link", name="Forgotten your password?").click()
    check_widths(ada)
    ada.get_by_label("E-mail address or user name").fill("ada@midshire.example")
    ada.get_by_role("button", name="Send me a link").click()
    expect(ada.get_by_text("If there is an account")).to_be_visible()
    ada.goto(path_of_the_last_mail())
    ada.get_by_label("New password", exact=True).fill(SECOND)
    ada.get_by_label("New password again").fill(SECOND)
    ada.get_by_role("button", name="Save password").click()
    expect(ada.get_by_text("Password changed. You are signed in.")).to_be_visible()
    ada.get_by_role("button", name="Sign out", exact=True).click()
    ada.get_by_label("User name or e-mail").fill("Ada@Midshire.example")
    ada.get_by_label("Password", exact=True).fill(SECOND)
    ada.get_by_role("button", name="Sign in").click()
    ada.wait_for_url(f"**{reverse('home')}")


def test_a_person_in_two_authorities_changes_between_them(
    new_page, sign_in, check_widths, administrator
):
    elsewhere = UserFactory(
        authority=AuthorityFactory(name="Strathcarron Council"),
        email="ada@midshire.example",
        roles=["auditor"],
    )
    elsewhere.set_password(FIRST)
    elsewhere.save()
    desk = new_page()
    sign_in(desk, administrator)
    desk.goto(reverse("invite-person"))
    desk.get_by_label("First name").fill("Ada")
    desk.get_by_label("Last name").fill("Wren")
    desk.get_by_label("E-mail address").fill("ada@midshire.example")
    desk.get_by_label("Manager").check()
    desk.get_by_role("button", name="Send invitation").click()

    ada = new_page()
    ada.goto(path_of_the_last_mail())
    check_widths(ada)
    ada.get_by_label("Password of your account").fill("wrong")
    ada.get_by_role("button", name="Accept the invitation").click()
    expect(ada.get_by_role("alert")).to_contain_text("not the password")
    ada.get_by_label("Password of your account").fill(FIRST)
    ada.get_by_role("button", name="Accept the invitation").click()
    expect(ada.get_by_text("You work for Midshire Council now")).to_be_visible()
    check_widths(ada)
    ada.set_viewport_size(WIDE)
    expect(ada.get_by_role("link", name="New request")).to_be_visible()

    ada.get_by_role("button", name="Work for Strathcarron Council").click()

    expect(ada.get_by_role("button", name="Work for Midshire Council")).to_be_visible()
    assert ada.get_by_role("link", name="New request").count() == 0
    ada.goto(reverse("account"))
    check_widths(ada)


def test_people_are_imported_from_a_file(page, sign_in, check_widths, administrator):
    sign_in(page, administrator)
    page.goto(reverse("people"))
    page.get_by_role("link", name="Import people from a file").click()
    check_widths(page)
    head = "First name;Last name;E-mail;Team;Department;Roles\n"
    lines = (
        "Ada;Wren;ada@midshire.example;Information Access;;Officer\nBo;;b@b.example\n"
    )

    def upload(text):
        page.get_by_label("CSV file").set_input_files(
            {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        page.get_by_role("button", name="Check the file").click()

    upload(head + lines)
    expect(page.get_by_text("Line 3: The last name is missing.")).to_be_visible()
    check_widths(page)
    page.get_by_role("link", name="choose it again").click()
    upload(head + lines.replace("Bo;;", "Bo;Ng;"))
    check_widths(page)
    page.get_by_role("button", name="Import and send invitations").click()

    expect(page.get_by_text("2 people imported.")).to_be_visible()
    assert wait_until(lambda: User.objects.filter(first_name="Bo").exists(), seconds=5)


def test_a_leaver_is_closed_in_three_clicks(page, sign_in, check_widths, administrator):
    UserFactory(authority=administrator.authority, first_name="Kim", last_name="Ash")
    sign_in(page, administrator)
    page.goto(reverse("people"))
    page.get_by_role("link", name="Kim Ash").click()
    page.get_by_role("button", name="Send an invitation").wait_for()
    User.objects.filter(first_name="Kim").update(password=administrator.password)
    page.reload()
    check_widths(page)
    page.get_by_role("link", name="Close this account").click()
    check_widths(page)
    page.get_by_role("button", name="Close this account").click()

    expect(page.get_by_text("The account of Kim Ash is closed.")).to_be_visible()
