"""Each filter of the list of requests, alone and with several values."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Enquiry, RequesterType
from requests_app.search.indexing import index_request
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
    TeamFactory,
    UserFactory,
)


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def make(officer):
    def make(reference, **fields):
        fields.setdefault("authority", officer.authority)
        return FOIRequestFactory(reference=reference, **fields)

    return make


@pytest.fixture
def listed(client):
    def listed(**wanted):
        page = client.get(reverse("foi-requests"), wanted)
        found = sorted(str(row.foi_request) for row in page.context["object_list"])
        assert page.context["around"].count == len(found)
        return found

    return listed


@pytest.mark.parametrize("typed", [["clearance", "answering"], "clearance,answering"])
def test_several_states_are_wanted_by_ticks_or_in_one_word(make, listed, typed):
    make("1-26", state="clearance")
    make("2-26")
    make("3-26", state="awaiting_fee")
    make("4-26", state="answered")

    assert listed(state=typed) == ["1-26", "2-26"]
    assert listed(state=["closed", "awaiting_fee"]) == ["3-26", "4-26"]
    assert len(listed(state=["open", "closed"])) == 4


def test_me_and_my_team_are_whoever_looks(make, listed, officer):
    team = TeamFactory(authority=officer.authority)
    other = UserFactory(roles=["officer"], authority=officer.authority)
    make("1-26", officer=officer)
    make("2-26", officer=other, team=team)
    make("3-26", officer=None)

    assert listed(officer="me") == ["1-26"]
    assert listed(officer=["me", other.pk]) == ["1-26", "2-26"]
    assert listed(officer="me,none") == ["1-26", "3-26"]
    assert listed(team="me") == []
    officer.team = team
    officer.save()
    assert listed(team="me") == ["2-26"]
    assert listed(team="me,none") == ["1-26", "2-26", "3-26"]


def test_requests_are_found_by_the_department_asked(make, listed, officer):
    one, other = (
        DepartmentFactory(authority=officer.authority, name=name)
        for name in ("Housing", "Parks")
    )

    def ask(reference, department):
        return Enquiry.objects.create(
            foi_request=make(reference),
            department=department,
            asked_by=officer,
            asked_on=date(2026, 3, 3),
            wanted_by=date(2026, 3, 10),
        )

    ask("1-26", one)
    ask("2-26", other)
    withdrawn = ask("3-26", one)
    withdrawn.withdrawn_at = timezone.now()
    withdrawn.save()

    assert listed(department=one.pk) == ["1-26"]
    assert listed(department=[one.pk, other.pk]) == ["1-26", "2-26"]


def test_requests_are_found_by_facts_of_their_own(make, listed, officer):
    media = RequesterType.objects.create(authority=officer.authority, name="Press")
    make("1-26", requester_type=media, channel="post", flags=["sensitive"])
    make("2-26", language="cy", regime="EIR", flags=["sensitive", "high_profile"])
    make("3-26", channel="web")

    assert listed(requester_type=media.pk) == ["1-26"]
    assert listed(requester_type="none") == ["2-26", "3-26"]
    assert listed(channel="post,web") == ["1-26", "3-26"]
    assert listed(language="cy") == ["2-26"]
    assert listed(regime="EIR,FOIA", channel="email") == ["2-26"]
    assert listed(flag="high_profile") == ["2-26"]
    assert listed(flag="high_profile,sensitive") == ["1-26", "2-26"]


def test_restricted_requests_are_told_apart(make, listed, officer):
    hidden = make("1-26", is_restricted=True)
    make("2-26")
    make("3-26", is_restricted=True)
    officer.named_on.add(hidden)

    assert listed(restricted="yes") == ["1-26"]
    assert listed(restricted="no") == ["2-26"]
    assert listed(restricted="yes,no") == ["1-26", "2-26"]


def test_requests_are_found_by_words_of_their_requester(make, listed):
    for each in (
        make("1-26", requester_name="Hanna Evans"),
        make("2-26", requester_name="Kim", requester_organisation="Evans & Co"),
        make("3-26", requester_name="Sam", subject="Letters to Hanna Evans"),
        make("4-26", requester_name="Hanna Evans", state="answered"),
    ):
        index_request(each)

    assert listed(requester="evans") == ["1-26", "2-26", "4-26"]
    assert listed(requester="Evans hanna", state="open") == ["1-26"]
    assert len(listed(requester="x" * 400)) == 4


def test_of_requesters_named_several_times_any_is_wanted(make, listed, client):
    for each in (
        make("1-26", requester_name="Hanna Evans"),
        make("2-26", requester_name="Tom Baker"),
        make("3-26", requester_name="Ines Cole"),
        make("4-26", requester_name="Hanna Baker"),
    ):
        index_request(each)

    assert listed(requester=["evans", "tom baker"]) == ["1-26", "2-26"]
    assert listed(requester="evans, cole") == ["1-26", "3-26"]
    assert listed(requester=["evans,cole", "", "tom"]) == ["1-26", "2-26", "3-26"]
    page = client.get(reverse("foi-requests"), {"requester": ["evans", "cole"]})
    assert [chip["words"] for chip in page.context["chosen"]] == [
        "Requester: evans, cole"
    ]


def test_requests_are_found_by_the_kind_of_letter_given(make, listed):
    given_on = date(2026, 3, 20)
    LetterFactory(foi_request=make("1-26"), type="acknowledgement", given_on=given_on)
    LetterFactory(foi_request=make("2-26"), type="acknowledgement", given_on=None)
    LetterFactory(
        foi_request=make("3-26", state="answered"),
        type="full_refusal",
        given_on=given_on,
    )

    assert listed(letter="acknowledgement") == ["1-26"]
    assert listed(letter="acknowledgement,full_refusal") == ["1-26", "3-26"]


def test_requests_are_found_by_their_outcome_and_provisions(make, listed):
    make("1-26", state="answered", outcome="refused", provisions=["FOIA 31(1)(a)"])
    make("2-26", state="answered", outcome="granted")
    make(
        "3-26",
        state="answered",
        outcome="partly_refused",
        refusal_reason="exemption",
        provisions=["FOIA 40(2)", "FOIA 31(1)(b)"],
    )
    make("4-26")

    assert listed(outcome="refused,granted") == ["1-26", "2-26"]
    assert listed(refusal_reason="exemption") == ["3-26"]
    assert listed(provision="s.40 (2)") == ["3-26"]
    assert listed(provision="section 31") == ["1-26", "3-26"]
    assert listed(provision="31(1)(a)") == ["1-26"]
    assert listed(provision="31(1)(a), 40(2)", outcome="partly_refused") == ["3-26"]
    make("5-26", state="answered", provisions=["EIR 12(5)(e)"])
    assert listed(provision=["40(2)", "31(1)(a)"]) == ["1-26", "3-26"]
    assert listed(provision=["EIR 12(5)(e)", "31(1)(a)"]) == ["1-26", "5-26"]
    assert listed(provision=["EIR 12(5)(e)", "", "40(2), s.31(1)(a)"]) == [
        "1-26",
        "3-26",
        "5-26",
    ]


def test_a_provision_that_no_law_has_is_said_so(make, client):
    make("1-26")

    page = client.get(reverse("foi-requests"), {"provision": "s.999 (x)"})

    assert "“Provision” names none that the law has" in page.content.decode()
    assert page.context["around"].count == 1


def test_extended_requests_are_told_apart_and_marked(make, listed, client):
    make(
        "1-26",
        extension="public_interest",
        original_due_on=date(2026, 3, 31),
        extended_on=date(2026, 3, 20),
    )
    make("2-26")

    assert listed(extended="yes") == ["1-26"]
    assert listed(extended="no") == ["2-26"]
    page = client.get(reverse("foi-requests")).content.decode()
    assert page.count("foi-extended") == 1


def test_late_answers_are_found_by_their_reason(make, listed):
    make("1-26", state="answered", closed_on=date(2026, 4, 20), late_reason="workload")
    make("2-26", state="answered", closed_on=date(2026, 4, 20))

    assert listed(late_reason="workload,search") == ["1-26"]


@pytest.mark.parametrize(
    ("late", "found"),
    [
        ("1-20", ["1-26", "2-26", "3-26"]),
        ("21-40", ["4-26", "5-26"]),
        ("over-40", ["6-26"]),
        ("1-20,over-40", ["1-26", "2-26", "3-26", "6-26"]),
    ],
)
def test_overdue_requests_fall_in_bands_of_working_days(
    make, listed, late, found, monkeypatch
):
    monkeypatch.setattr(
        "requests_app.lists.views.lists.timezone.localdate", lambda: date(2026, 7, 12)
    )
    # From Friday 10 July backwards, 11 June is the 21st working day: 15 June was none.
    for reference, due_on in (
        ("1-26", date(2026, 7, 10)),
        ("2-26", date(2026, 7, 11)),
        ("3-26", date(2026, 6, 11)),
        ("4-26", date(2026, 6, 10)),
        ("5-26", date(2026, 5, 13)),
        ("6-26", date(2026, 5, 12)),
    ):
        make(reference, due_on=due_on)
    make("7-26", due_on=date(2026, 7, 12))
    make("8-26", due_on=date(2026, 5, 1), state="answered")

    assert listed(late=late, state="all") == found


@pytest.mark.parametrize("name", ["received", "due", "answered", "closed"])
def test_days_from_and_to_are_both_included(make, listed, name):
    day = date(2026, 4, 10)
    for number in (-1, 0, 1):
        on = day + timedelta(days=number)
        fields = {"received_on": date(2026, 3, 1), "due_on": on, "closed_on": on}
        if name == "received":
            fields["received_on"] = on
            fields["closed_on"] = on + timedelta(days=9)
        make(f"{number + 2}-26", state="answered", **fields)

    first, last = f"{name}_from", f"{name}_to"
    assert listed(state="all", **{first: day, last: day}) == ["2-26"]
    assert listed(state="all", **{first: day}) == ["2-26", "3-26"]
    assert listed(state="all", **{last: day}) == ["1-26", "2-26"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"state": "nowhere"},
        {"band": "," * 500},
        {"officer": "9" * 50},
        {"officer": ["1"] * 500},
        {"team": "-1"},
        {"department": "٣"},
        {"flag": "'; DROP TABLE"},
        {"sort": "nonsense,-,--due"},
        {"columns": "nonsense"},
        {"due_from": "31/2/2026"},
        {"received_from": "1/1/0001"},
        {"letter": "<b>"},
    ],
)
@pytest.mark.parametrize(
    "name", ["foi-requests", "count-requests", "filter-requests", "choose-columns"]
)
def test_absurd_filters_give_a_page_all_the_same(make, client, wanted, name):
    make("1-26")

    assert client.get(reverse(name), wanted).status_code == 200


def test_one_value_is_taken_off_by_its_chip(make, client, officer):
    make("1-26")

    page = client.get(
        reverse("foi-requests"),
        {"state": "answering,clearance", "officer": "me", "page": 2},
    )

    chips = {chip["words"]: chip["url"] for chip in page.context["chosen"]}
    assert chips == {
        "State: Answering": "?officer=me&state=clearance",
        "State: In clearance": "?officer=me&state=answering",
        "Officer: Me": "?state=answering,clearance",
    }


def test_the_form_above_the_list_keeps_the_other_filters(make, client):
    make("1-26")

    page = client.get(
        reverse("foi-requests"), {"band": "today,later", "regime": "EIR", "page": "2"}
    ).content.decode()

    assert '<input type="hidden" name="regime" value="EIR">' in page
    assert '<option value="today,later" selected>2 chosen</option>' in page
    assert 'name="page"' not in page


def test_the_page_of_all_filters_has_their_values(make, client, officer):
    team = TeamFactory(authority=officer.authority, name="Records")

    page = client.get(
        reverse("filter-requests"),
        {"team": team.pk, "regime": "EIR", "requester": "Ann", "sort": "-due"},
    )

    html = page.content.decode()
    ticked = re.findall(r'name="(\w+)"\s+value="(\w+)"\s+checked', html)
    assert ticked == [("state", "all"), ("team", str(team.pk)), ("regime", "EIR")]
    assert re.search(rf'value="{team.pk}" checked>\s*Records', " ".join(html.split()))
    assert 'value="Ann"' in html
    assert '<input type="hidden" name="sort" value="-due">' in html


def test_names_of_another_authority_are_not_offered(client):
    other = FOIRequestFactory().authority
    TeamFactory(authority=other, name="Elsewhere")
    DepartmentFactory(authority=other, name="Far away")
    UserFactory(roles=["officer"], authority=other, last_name="Stranger")

    for name in ("foi-requests", "filter-requests"):
        page = client.get(reverse(name)).content.decode()
        for word in ("Elsewhere", "Far away", "Stranger"):
            assert word not in page
