"""The columns of a list, chosen by each person."""

import pytest
from django.urls import reverse

from requests_app.lists.columns import (
    COLUMNS,
    USUAL,
    UnknownColumns,
    choose_columns,
    chosen_columns,
    forget_columns,
)
from tests.factories import FOIRequestFactory, UserFactory


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


def titles(page):
    return [column["title"] for column in page.context["columns"]]


def test_chosen_columns_stand_in_the_order_of_the_page(officer):
    choose_columns(columns=["due", "flags", "requester"], by=officer)

    assert chosen_columns(officer) == ("requester", "due", "flags")


@pytest.mark.parametrize(
    ("columns", "words"),
    [([], "Choose at least one column"), (["due", "x"], "Lists have no column “x”")],
)
def test_a_choice_that_makes_no_list_is_refused(officer, columns, words):
    choose_columns(columns=["due"], by=officer)

    with pytest.raises(UnknownColumns, match=words):
        choose_columns(columns=columns, by=officer)

    assert chosen_columns(officer) == ("due",)


def test_the_usual_columns_come_back(officer):
    choose_columns(columns=["due"], by=officer)

    forget_columns(by=officer)

    assert chosen_columns(officer) == USUAL


def test_a_person_sees_their_own_columns_in_every_list(client, officer):
    FOIRequestFactory(reference="1-26", authority=officer.authority)
    other = UserFactory(roles=["officer"], authority=officer.authority)
    choose_columns(columns=["flags"], by=other)

    before = client.get(reverse("foi-requests"))
    answer = client.post(
        reverse("choose-columns") + "?band=overdue&columns=due",
        {"columns": ["channel", "due"]},
    )
    after = client.get(reverse("foi-requests"))

    usual = [COLUMNS[name].title for name in USUAL if name != "closed"]
    assert titles(before) == ["Request", *usual]
    assert answer["Location"] == reverse("foi-requests") + "?band=overdue"
    assert titles(after) == ["Request", "Due", "Channel"]


def test_an_address_may_name_the_columns(client, officer):
    FOIRequestFactory(reference="1-26", authority=officer.authority)

    page = client.get(reverse("foi-requests"), {"columns": "team,x,due"})

    assert titles(page) == ["Request", "Due", "Team"]


@pytest.mark.parametrize("name", COLUMNS)
def test_each_column_may_stand_alone(client, officer, name):
    FOIRequestFactory(reference="1-26", authority=officer.authority, officer=officer)

    page = client.get(reverse("foi-requests"), {"columns": name, "state": "all"})

    assert titles(page) == ["Request", COLUMNS[name].title]
    assert "1-26" in page.text


def test_nothing_chosen_comes_back_with_its_sentence(client, officer):
    page = client.post(reverse("choose-columns"), {"columns": []})

    assert "Choose at least one column" in page.content.decode()
    assert chosen_columns(officer) == USUAL


def test_the_page_goes_back_to_the_usual_columns(client, officer):
    choose_columns(columns=["due"], by=officer)

    client.post(reverse("choose-columns"), {"usual": "yes", "columns": ["flags"]})

    assert chosen_columns(officer) == USUAL
