"""The cells of a list look as the components they stand for."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from requests_app.due import Due, Tone
from requests_app.lists.markup import (
    due_cell,
    officer_cell,
    options,
    request_cell,
    state_cell,
    turn_cell,
)
from requests_app.lists.turns import WhoseTurn
from requests_app.models import FOIRequest

HOSTILE = '<b>O\'Neill & "Co"</b>'


def rendered(template, **context):
    html = render_to_string(f"components/{template}.html", context).strip()
    return re.sub(r">\s+<", "><", html)


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("on", [None, date(2026, 3, 7)])
@pytest.mark.parametrize("left", ["", f"2 to follow {HOSTILE}"])
def test_a_due_date_looks_as_its_component(tone, on, left):
    due = Due(on, "3 working days left", tone, left)

    assert due_cell(due) == rendered("due_date", due=due)


@pytest.mark.parametrize("review_of_id", [None, 7])
def test_a_state_looks_as_its_component(review_of_id):
    foi_request = FOIRequest(state="answering", review_of_id=review_of_id)

    shown = state_cell(foi_request).replace("</span> <strong", "</span><strong")

    assert shown == rendered("state_tag", foi_request=foi_request).partition("#}")[0]


def test_no_text_becomes_markup():
    turn = WhoseTurn(HOSTILE, HOSTILE, date(2026, 3, 7), HOSTILE)
    cells = [
        turn_cell(turn),
        request_cell(
            FOIRequest(pk=1, reference="1-26", subject=HOSTILE),
            here=HOSTILE,
            is_marked=False,
            url="/requests/1-26/",
        ),
        officer_cell(HOSTILE, HOSTILE),
        options([(HOSTILE, HOSTILE)], chosen=[HOSTILE]),
    ]

    for cell in cells:
        assert "<b>" not in cell
        assert escape(HOSTILE) in cell


def test_the_marks_of_a_request_stand_apart():
    foi_request = FOIRequest(
        reference="1-26", subject="Dogs", is_restricted=True, extension="complex"
    )

    cell = request_cell(foi_request, here="Kim", is_marked=False, url="/requests/1-26/")

    words = re.sub("<[^>]+>", "", cell)
    assert words.split() == ["1-26", "Restricted", "Extended", "Dogs", "Kim"]


def test_the_chosen_choice_is_selected():
    assert options([("a", "A"), ("b", "B")], chosen=["b"]) == (
        '<option value="a">A</option>\n<option value="b" selected>B</option>'
    )
