"""Pages for administrators to change the wording and the letterhead."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from responses.letterheads.wording import save_wording
from responses.letters.wording.catalogue import GROUPS, get
from responses.models import Letterhead, Wording
from tests.factories import FOIRequestFactory, UserFactory

pytestmark = pytest.mark.django_db

KEY = "rights.foia_review_answered"
OWN = "We answer within {days} working days, and mean it."


@pytest.fixture
def administrator(db, client):
    somebody = UserFactory(roles=["administrator"])
    client.force_login(somebody)
    return somebody


def address(name, administrator, *rest):
    return reverse(name, args=[administrator.authority.pk, *rest])


def save(administrator, text, number=0):
    return save_wording(
        authority=administrator.authority,
        key=KEY,
        language="en",
        text=text,
        number=number,
        by=administrator,
    )


@pytest.mark.parametrize("group", [group.name for group in GROUPS])
def test_every_group_is_listed_within_a_hundred_kilobytes(administrator, client, group):
    page = client.get(address("wording", administrator, "en"), {"group": group})

    assert page.status_code == 200
    assert len(page.content) < 100_000


def test_a_sentence_is_found_by_its_words(administrator, client):
    page = client.get(
        address("wording", administrator, "en"), {"q": "took no part in this decision"}
    )

    assert KEY in [line.sentence.key for line in page.context["lines"]]
    assert len(page.context["lines"]) < 5


def test_what_was_changed_is_told_and_listed(administrator, client):
    save(administrator, OWN)

    page = client.get(address("wording", administrator, "en"), {"group": "changed"})

    assert [line.text for line in page.context["lines"]] == [OWN]
    assert "Your wording" in page.text


def test_a_sentence_is_shown_in_a_letter_before_it_is_saved(administrator, client):
    page = client.post(
        address("change-wording", administrator, "en", KEY),
        {"text": OWN, "number": 0, "preview": "Show it in a letter"},
    )

    assert "We answer within 20 working days, and mean it.</mark>" in page.text
    assert not Wording.objects.exists()


def test_saving_a_sentence_makes_a_version(administrator, client):
    page = client.post(
        address("change-wording", administrator, "en", KEY),
        {"text": OWN, "number": 0, "act": "Save"},
        follow=True,
    )

    assert "issued letters stay as they are" in page.text
    assert "Version 1," in page.text


@pytest.mark.parametrize("action", ["act", "preview"])
def test_a_bad_field_is_refused_in_a_sentence_and_what_was_typed_stays(
    administrator, client, action
):
    page = client.post(
        address("change-wording", administrator, "en", KEY),
        {"text": "Within {days} or {content.sender}", "number": 0, action: "x"},
    )

    assert "Curly brackets may stand only around the name of a field." in page.text
    assert "Within {days} or {content.sender}</textarea>" in page.text
    assert "<title>\n  Error:" in page.text or "Error: Change" in page.text


def test_whoever_saves_second_sees_both_and_can_save_again(administrator, client):
    save(administrator, OWN)
    here = address("change-wording", administrator, "en", KEY)

    page = client.post(here, {"text": "In {days} days.", "number": 0, "act": "Save"})

    assert "Your text is kept" in page.text
    assert "In {days} days.</textarea>" in page.text
    assert "and mean it" in page.text

    number = page.context["form"]["number"].value()
    client.post(here, {"text": "In {days} days.", "number": number, "act": "Save"})
    assert Wording.objects.order_by("-number").first().text == "In {days} days."


def test_one_goes_back_to_a_version_and_to_the_release(administrator, client):
    save(administrator, OWN)
    save(administrator, "In {days} days.", 1)
    there = ("restore-wording", administrator, "en", KEY)

    client.post(address(*there, 1), {"number": 2})
    client.post(address(*there, 0), {"number": 3})

    texts = Wording.objects.order_by("number").values_list("text", flat=True)
    assert list(texts) == [OWN, "In {days} days.", OWN, ""]


@pytest.mark.parametrize(
    ("language", "key"), [("xx", KEY), ("en", "no.such"), ("en", "../x")]
)
def test_a_sentence_or_language_that_is_not_there_is_not_found(
    administrator, client, language, key
):
    base = f"/administration/authorities/{administrator.authority.pk}/wording"

    assert client.get(f"{base}/{language}/{key}/").status_code == 404


def test_the_pages_take_the_same_queries_however_much_was_changed(
    administrator, client
):
    def count(where):
        with CaptureQueriesContext(
            connection,
        ) as taken:
            client.get(where)
        return len(taken)

    places = [
        address("wording", administrator, "en") + "?group=changed",
        address("change-wording", administrator, "en", KEY),
    ]
    save(administrator, OWN)
    before = [count(place) for place in places]
    for number in range(1, 12):
        save(administrator, f"In {{days}} days, {number}.", number)
    for key in ("letter.date", "letter.dear", "annex.heading"):
        sentence = get(key)
        save_wording(
            authority=administrator.authority,
            key=key,
            language="en",
            text=f"{sentence.text}!",
            number=0,
            by=administrator,
        )

    assert [count(place) for place in places] == before


def letterhead_form(**changes):
    return {
        "envelope": "window",
        "layout": "question_by_question",
        "language": "en",
        "archive": "none",
        "undo_minutes": "10",
        "has_headings": "on",
        "version": "0",
        **changes,
    }


def test_a_logo_is_taken_and_served_to_whoever_signed_in(administrator, client):
    made = BytesIO()
    Image.new("RGB", (300, 90), "teal").save(made, "PNG")
    logo = SimpleUploadedFile("logo.png", made.getvalue(), content_type="image/png")

    page = client.post(
        address("letterhead", administrator), letterhead_form(logo=logo), follow=True
    )

    source = f"/{Letterhead.objects.get().logo.name}"
    assert f'src="{source}"' in page.text
    served = client.get(source)
    assert served["Content-Type"] == "image/png"
    assert client.get(source.replace(source[13:20], "0000000")).status_code == 404


def test_a_file_that_is_no_picture_is_refused_beside_its_field(administrator, client):
    words = SimpleUploadedFile("logo.png", b"words", content_type="image/png")

    page = client.post(
        address("letterhead", administrator),
        letterhead_form(logo=words, logo_text="Our crest", undo_minutes="45"),
    )

    assert page.context["form"].errors["logo"]
    assert "Our crest" in page.text
    assert 'value="45"' in page.text
    assert not Letterhead.objects.exists()


def test_a_letterhead_changed_meanwhile_is_not_written_over(administrator, client):
    here = address("letterhead", administrator)
    client.post(here, letterhead_form())

    page = client.post(here, letterhead_form(undo_minutes="30"))

    assert "Another user saved this letterhead" in page.text
    assert Letterhead.objects.get().undo_minutes == 10


def test_the_sample_shows_the_layout_chosen(administrator, client):
    here = address("letterhead", administrator)

    page = client.post(here, letterhead_form(layout="request_first"), follow=True)

    assert "Our answers</h2>" in page.text


def test_a_request_begins_in_the_language_of_the_letterhead(client):
    officer = UserFactory(roles=["officer"])
    Letterhead.objects.create(authority=officer.authority, language="cy")
    client.force_login(officer)

    page = client.get(reverse("record-request"))

    assert page.context["form"]["language"].value() == "cy"


def test_the_language_of_letters_is_changed_with_the_details_and_kept_in_history(
    client,
):
    officer = UserFactory(roles=["officer"])
    foi_request = FOIRequestFactory(authority=officer.authority)
    client.force_login(officer)
    here = reverse("change-details", kwargs={"reference": foi_request.reference})
    form = client.get(here).context["form"]
    typed = {
        name: form[name].value() if form[name].value() is not None else ""
        for name in form.fields
        if name != "received_on"
    }

    client.post(
        here,
        {
            **typed,
            "received_on_0": 2,
            "received_on_1": 3,
            "received_on_2": 2026,
            "language": "cy",
        },
    )

    foi_request.refresh_from_db()
    assert foi_request.language == "cy"
    assert foi_request.history.get().changes["language"] == ["en", "cy"]
