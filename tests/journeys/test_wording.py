"""An administrator changes a sentence and the letterhead; an officer sees both."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.factories import AuthorityFactory, UserFactory
from tests.responses import kinds


@pytest.fixture
def authority(transactional_db):
    return AuthorityFactory(name="Midshire Council", kind="council")


@pytest.fixture
def chief(authority):
    return UserFactory(roles=["administrator", "officer"], authority=authority)


def test_a_sentence_is_worded_shown_in_a_letter_and_saved(
    page, sign_in, check_widths, chief
):
    sign_in(page, chief)
    page.goto(reverse("administration"))
    page.get_by_role("link", name=re.compile("^Wording of letters")).click()
    check_widths(page)

    page.get_by_label("Find a sentence").fill("aim to answer within")
    page.get_by_role("button", name="Find").click()
    check_widths(page)
    page.get_by_role("link", name="rights.foia_review_answered").click()
    check_widths(page)

    sentence = page.get_by_label("The sentence")
    sentence.fill("We answer within {day} working days.")
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_role("link", name="This sentence has no field {day}.").click()
    check_widths(page)

    sentence.fill("We always answer within {days} working days.")
    page.get_by_role("button", name="Show it in a letter").click()
    page.get_by_text("Preview in a letter, not saved yet").wait_for()
    page.get_by_text("We always answer within 20 working days.").wait_for()
    check_widths(page)

    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_text("Sentence saved. New letters use it").wait_for()
    page.get_by_text("In use").wait_for()
    check_widths(page)

    page.get_by_role("button", name="Restore the release’s wording").click()
    page.get_by_text("That version is in use again.").wait_for()


def test_a_letterhead_with_a_logo_is_on_the_next_draft(
    page, sign_in, check_axe, chief, authority, tmp_path
):
    logo, words = tmp_path / "logo.png", tmp_path / "words.png"
    Image.new("RGB", (400, 120), "teal").save(logo)
    words.write_text("No picture.")
    today = timezone.localdate()  # noqa: TID251 - the day the pages go by
    foi_request = kinds.full_disclosure(
        authority=authority, received_on=today, due_on=today
    )
    sign_in(page, chief)
    page.goto(reverse("home"))
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name=re.compile("^Letterhead")).click()
    check_axe(page)

    page.get_by_label("Logo", exact=True).set_input_files(words)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="The file is not a PNG or JPEG picture").wait_for()
    check_axe(page)

    page.get_by_label("Logo", exact=True).set_input_files(logo)
    page.get_by_label("The whole request first, the answers after").check()
    page.get_by_label("Welsh").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Ein hatebion").wait_for()
    page.get_by_role("img", name="Logo Midshire Council").wait_for()
    check_axe(page)

    page.goto(
        f"{page.url.split('/administration')[0]}{foi_request.get_absolute_url()}preview/"
    )
    page.get_by_role("img", name="Logo of Midshire Council").wait_for()
    page.get_by_role("heading", name="Our answers").wait_for()
    check_axe(page)
