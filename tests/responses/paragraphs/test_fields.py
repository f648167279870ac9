import re
from datetime import date

import pytest

from responses.paragraphs.fields import (
    FIELDS,
    UnknownField,
    UnseenBlank,
    check_blanks,
    check_fields,
    fill,
)
from statute.paragraphs import PARAGRAPHS
from tests.factories import AuthorityFactory, FOIRequestFactory

pytestmark = pytest.mark.django_db


def test_fields_are_filled_from_the_request():
    foi_request = FOIRequestFactory(
        reference="77-26",
        subject="Speed cameras",
        received_on=date(2026, 3, 2),
        due_on=date(2026, 3, 30),
        authority__kind="council",
    )

    filled = fill(
        "{{ reference }}, {{subject}}: {{ received_date }} to {{ due_date }}, "
        "{{ cost_limit }}, {{ law }}",
        foi_request,
    )

    assert filled.text == (
        "77-26, Speed cameras: 2 March 2026 to 30 March 2026, £450, "
        "Freedom of Information Act 2000"
    )
    assert filled.missing == ()


def test_a_department_has_the_higher_cost_limit():
    authority = AuthorityFactory(kind="central_government")

    filled = fill("{{ cost_limit }}", FOIRequestFactory(authority=authority))

    assert filled.text == "£600"


def test_a_field_without_a_value_stays_and_is_named():
    foi_request = FOIRequestFactory(due_on=None, regime="EIR")

    filled = fill("By {{ due_date }}, within {{cost_limit}}.", foi_request)

    assert filled.text == "By {{ due_date }}, within {{cost_limit}}."
    assert filled.missing == ("due_date", "cost_limit")


def test_a_welsh_letter_has_welsh_days():
    foi_request = FOIRequestFactory(received_on=date(2026, 3, 2), language="cy")

    assert fill("{{ received_date }}", foi_request).text == "2 Mawrth 2026"


def test_words_of_the_request_are_not_read_as_fields():
    foi_request = FOIRequestFactory(subject="What is {{ reference }}?")

    assert fill("{{ subject }}", foi_request).text == "What is {{ reference }}?"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("By {{ due_dat }}.", r"no field {{ due_dat }}\. Did you mean {{ due_date }}"),
        ("By {{ Due date }}.", "Did you mean {{ due_date }}"),
        ("{{ weather }}", "no field {{ weather }}. The fields are reference, subject"),
        ("By { due_date }.", "“{ due_date }” is no field"),
        ("By {{ due_date }.", "is no field"),
        ("By {{ due_date", "is no field"),
        ("By due_date }}", "“}}” is no field"),
        ("{{}}", "There is no field"),
    ],
)
def test_an_unknown_field_is_named(text, says):
    with pytest.raises(UnknownField, match=says):
        check_fields(text)


@pytest.mark.parametrize(
    "text",
    ["No field.", "{{ due_date }} {{reference}}", "{{ due_date }}{{ law }}"],
)
def test_known_fields_pass(text):
    check_fields(text)


def test_a_blank_that_no_check_of_letters_sees_is_refused():
    check_blanks("[add why] [Choose: a / b] [2020] UKSC 1, “the [sic] one”, […]")
    with pytest.raises(UnseenBlank, match=r"“\[our reasons\]” left in"):
        check_blanks("Because [our reasons].")


@pytest.mark.parametrize("paragraph", PARAGRAPHS.values(), ids=lambda one: one.key)
def test_the_released_paragraphs_have_known_fields_and_blanks(paragraph):
    check_fields(paragraph.text)
    check_blanks(paragraph.text)


def test_every_field_has_words_for_its_owner():
    assert all(field.about for field in FIELDS.values())
    assert all(re.fullmatch(r"[a-z_]+", name) for name in FIELDS)
