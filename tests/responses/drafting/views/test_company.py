"""The other people in a draft, as shown by its pages on opening."""

import pytest
from django.urls import reverse

from requests_app.models import Presence
from requests_app.presence.queries import LETTER_TEXT, STATEMENT
from requests_app.presence.services import be_here
from tests.factories import AnswerFactory, UserFactory


@pytest.fixture
def aled(officer):
    return UserFactory(
        first_name="Aled",
        last_name="Rees",
        roles=["officer"],
        authority=officer.authority,
    )


def test_the_row_and_the_answer_name_who_is_typing(
    drafter, at, foi_request, questions, aled
):
    AnswerFactory(foi_request=foi_request, to=[questions["1(a)"], questions["1(b)"]])
    first = str(questions["1(a)"].pk)
    be_here(foi_request=foi_request, user=aled, place=first, is_typing=True)

    joined = drafter.get(at("answer-question", questions["1(b)"].pk))
    other = drafter.get(at("answer-question", questions["2"].pk))

    (row,) = [one for one in joined.context["room"].rows if one.here]
    assert (row.path, row.here) == ("1(a) and 1(b)", "Aled Rees is typing")
    assert "Aled Rees is typing in this answer" in joined.text
    assert "typing in this answer" not in other.text
    for page in (joined, other):
        assert 'class="foi-here">Aled Rees is typing</span>' in page.text
        assert "Aled Rees is here" in page.text


@pytest.mark.parametrize(
    ("name", "place", "called"),
    [
        ("save-statement", STATEMENT, "this statement"),
        ("save-letter-text", LETTER_TEXT, "this text"),
    ],
)
def test_the_other_parts_of_the_letter_name_who_has_them_open(
    drafter, at, foi_request, aled, name, place, called
):
    be_here(foi_request=foi_request, user=aled, place=place)

    page = drafter.get(at(name))

    assert f"Aled Rees is in {called}" in page.text
    assert '<span class="foi-here">Aled Rees is here</span>' in page.text


def test_opening_a_page_of_the_room_is_a_beat(
    drafter, at, officer, foi_request, questions
):
    drafter.get(at("answer-question", questions["2"].pk))

    noted = Presence.objects.get()
    assert (noted.user, noted.place) == (officer, str(questions["2"].pk))
    assert not noted.is_typing


@pytest.mark.parametrize("name", ["foi-request", "preview-response", "add-enclosure"])
def test_the_pages_around_the_room_name_who_is_here(drafter, foi_request, aled, name):
    be_here(foi_request=foi_request, user=aled)

    page = drafter.get(reverse(name, args=[foi_request.reference]))

    assert "Aled Rees is here" in page.text
    assert reverse("beat", args=[foi_request.reference]) in page.text
