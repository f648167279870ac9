"""Live answers to nearly the same question that differ are shown, once each."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.models import KeptDifference, Letter, Neighbour, PreviousAnswer
from responses.precedents.disagreeing import (
    DifferenceRefused,
    disagreement,
    disagreements,
    keep_difference,
)
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    LetterFactory,
    PreviousAnswerFactory,
    PreviousResponseFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("disagreeing-answers")


@pytest.fixture
def ours(officer):
    """Return a function that makes an answer in a letter of ours."""

    def ours(text="How many ferries ran in 2024?", **fields):
        foi_request = FOIRequestFactory(
            authority=fields.pop("authority", officer.authority),
            is_restricted=fields.pop("is_restricted", False),
        )
        QuestionFactory(foi_request=foi_request, order=3, label="1", text=text)
        letter = LetterFactory(
            foi_request=foi_request, given_on=fields.pop("given_on", date(2026, 3, 9))
        )
        return PreviousAnswerFactory(
            authority=foi_request.authority,
            foi_request=foi_request,
            previous_response=None,
            letter=letter,
            order=3,
            question=text,
            reference=foi_request.reference,
            answered_on=letter.issued_on,
            **{"outcome": "disclosed", "provisions": [], **fields},
        )

    return ours


@pytest.fixture
def imported(officer):
    def imported(**fields):
        letter = PreviousResponseFactory(authority=officer.authority)
        return PreviousAnswerFactory(
            authority=officer.authority,
            previous_response=letter,
            question="How many ferries ran in 2023?",
            **{"outcome": "withheld", "provisions": ["FOIA 43(2)"], **fields},
        )

    return imported


def near(answer, other, score=0.95):
    question = answer.foi_request.questions.get(order=answer.order)
    return Neighbour.objects.create(
        question=question, previous_answer=other, score=score
    )


def pairs(user):
    return [{one.first.pk, one.second.pk} for one in disagreements(user)]


@pytest.mark.parametrize(
    ("one", "other", "in_what"),
    [
        ({}, {"outcome": "withheld"}, "outcome"),
        (
            {"outcome": "withheld", "provisions": ["FOIA 31(1)(a)"]},
            {"outcome": "withheld", "provisions": ["FOIA 43(2)"]},
            "provisions",
        ),
        (
            {"outcome": "ncnd", "provisions": ["FOIA 31(3)"]},
            {"outcome": "withheld", "provisions": []},
            "outcome and provisions",
        ),
        ({"outcome": "disclosed"}, {"outcome": "disclosed", "provisions": []}, ""),
        (
            {"outcome": "withheld", "provisions": ["FOIA 31(1)(a)", "FOIA 43(2)"]},
            {"outcome": "withheld", "provisions": ["FOIA 43(2)", "FOIA 31(1)(a)"]},
            "",
        ),
    ],
)
def test_answers_that_differ_are_a_pair_with_the_dates_marked(
    officer, ours, imported, one, other, in_what
):
    first, second = ours(**one), imported(**{"provisions": [], **other})
    near(first, second)

    found = disagreements(officer)

    assert [pair.in_what for pair in found] == ([in_what] if in_what else [])
    for pair in found:
        assert {pair.first, pair.second} == {first, second}
        assert sorted(pair.differs[0].split(" → ")) == ["2023", "2024"]


def test_a_pair_found_from_both_sides_stands_once(officer, ours):
    first, second = ours(), ours(outcome="not_held")
    near(first, second)
    near(second, first)

    assert pairs(officer) == [{first.pk, second.pk}]


def test_questions_less_near_make_no_pair(officer, ours, imported):
    near(ours(), imported(), score=0.8)

    assert pairs(officer) == []


@pytest.mark.parametrize(
    "why", ["restricted", "other authority", "not given", "not confirmed", "replaced"]
)
def test_only_answers_that_stand_and_may_be_seen_are_shown(
    officer, ours, imported, why
):
    first = ours(
        is_restricted=why == "restricted",
        given_on=None if why == "not given" else date(2026, 3, 9),
        authority=AuthorityFactory() if why == "other authority" else officer.authority,
    )
    second = imported(is_reusable=why != "not confirmed")
    near(first, second)
    if why == "replaced":
        # A later letter takes the place of the answer; see `replace_earlier_answers`.
        PreviousAnswer.objects.filter(pk=first.pk).delete()

    assert pairs(officer) == []
    assert disagreement(officer, first.pk, second.pk) is None


def test_a_pair_kept_with_a_reason_is_put_away_until_an_answer_changes(
    manager, ours, imported
):
    first, second = ours(), imported()
    near(first, second)
    pair = disagreement(manager, second.pk, first.pk)

    keep_difference(pair=pair, reason=" Another \n year. ", by=manager)
    keep_difference(pair=pair, reason="Another year.", by=manager)

    assert KeptDifference.objects.get().reason == "Another year."
    assert pairs(manager) == []
    second.delete()
    assert not KeptDifference.objects.exists()


@pytest.mark.parametrize("reason", ["  ", "x" * 2_001])
def test_a_difference_needs_a_reason(manager, ours, imported, reason):
    first, second = ours(), imported()
    near(first, second)
    pair = disagreement(manager, first.pk, second.pk)

    with pytest.raises(DifferenceRefused):
        keep_difference(pair=pair, reason=reason, by=manager)


def test_only_who_keeps_the_library_decides(officer, ours, imported):
    first, second = ours(), imported()
    near(first, second)
    pair = disagreement(officer, first.pk, second.pk)

    with pytest.raises(DifferenceRefused, match="managers"):
        keep_difference(pair=pair, reason="They fit.", by=officer)


# --- Pages --------------------------------------------------------------------------


def test_a_manager_keeps_a_pair_and_an_officer_only_looks(
    client, manager, officer, ours, imported
):
    first, second = ours(), imported()
    near(first, second)
    address = reverse("keep-difference", args=sorted([first.pk, second.pk]))

    client.force_login(officer)
    assert first.get_absolute_url() in client.get(LIST).text
    looked = client.get(address).text
    assert "A manager decides" in looked
    assert "Keep both" not in looked
    assert "managers decide" in client.post(address, {"reason": "x"}).text

    client.force_login(manager)
    assert "See 1 pair of answers that disagree" in client.get(reverse("library")).text
    failed = client.post(address, {"reason": " "})
    assert "Say why the answers differ" in failed.text
    done = client.post(address, {"reason": "Another year."}, follow=True)
    assert "No two answers that you may see disagree." in done.text
    assert "Another year." in client.get(address).text
    assert "that disagree</a>" not in client.get(reverse("library")).text


def test_the_list_takes_as_many_queries_for_many_pairs(client, officer, ours, imported):
    def counted(number):
        for _ in range(number):
            near(ours(), imported())
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(LIST)
        assert page.status_code == 200
        return len(captured)

    client.force_login(officer)
    assert counted(1) == counted(5)
    assert Letter.objects.count() == 6


def test_a_pair_of_others_is_not_found(client, officer):
    client.force_login(officer)

    assert client.get(reverse("keep-difference", args=[1, 2])).status_code == 404
