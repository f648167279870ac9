"""How each provision fared at review is asked for, compared, kept and counted."""

from datetime import date

import pytest
from django.urls import reverse

from responses.drafting.permitted import DraftNotOpen, TookPart
from responses.issuing.history import IssuingHistory
from responses.models import LetterAnswer, ReviewedProvision
from responses.reviews.fates import keep_fates, lines_of
from responses.reviews.history import ReviewsHistory
from responses.reviews.services import FateNotPossible, NoReview, decide_provisions
from returns.dimensions import DIMENSIONS
from returns.population import REVIEWS, Period, cells, population
from tests.factories import LetterFactory, UserFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db


def under_review(make=kinds.under_review):
    """Make a review of an answer whose letter cites three provisions."""
    review = make("FOIA")
    original = review.review_of
    given_on = date(2026, 1, 12)
    letter = LetterFactory(
        foi_request=original, type="partial_disclosure", given_on=given_on
    )
    questions = list(original.questions.filter(kind="question").order_by("order"))
    cited = {1: ["FOIA 31(1)(a)", "FOIA 43(2)"], 2: ["FOIA 31(1)(a)"]}
    cited[3] = ["FOIA 43(1)"]
    for order, question in enumerate(questions):
        LetterAnswer.objects.create(
            letter=letter,
            question=question,
            outcome="withheld",
            provisions=cited.get(order, []),
            sha256="0" * 64,
        )
    return review


def told(review):
    return {line.key: line.fate for line in lines_of(review)}


def say(review, fates, by=None):
    return decide_provisions(
        foi_request=review, fates=fates, by=by or review.officer, on=kinds.ON
    )


def test_comparing_both_letters_suggests_how_each_provision_fared():
    review = under_review(kinds.review_outcome)

    # Question 2: partly upheld, 43(2) still relied on. Question 3: overturned.
    # Question 4: upheld.
    assert told(review) == {
        "FOIA 31(1)(a)": "overturned",
        "FOIA 43(2)": "partly_upheld",
        "FOIA 43(1)": "upheld",
    }


def test_nothing_is_suggested_of_a_point_not_decided():
    review = under_review()

    assert set(told(review).values()) == {""}
    kinds.decide(review, 2, "overturned")
    assert told(review)["FOIA 31(1)(a)"] == ""  # question 2 is open still


def test_a_provision_that_fares_differently_is_upheld_in_part():
    review = under_review()
    kinds.decide(review, 1, "upheld")
    kinds.decide(review, 2, "overturned")

    assert told(review)["FOIA 31(1)(a)"] == "partly_upheld"


def test_a_provision_first_relied_on_at_the_review_is_new():
    review = under_review()
    kinds.decide(review, 1, "overturned")
    kinds.answer(review, 1, outcome="withheld", cites=["FOIA 38(1)(a)"])

    assert told(review)["FOIA 38(1)(a)"] == "new"


def test_what_the_reviewer_says_counts_and_is_in_history():
    review = under_review(kinds.review_outcome)

    say(review, {"FOIA 31(1)(a)": "partly_upheld", "FOIA 43(2)": ""})

    assert told(review)["FOIA 31(1)(a)"] == "partly_upheld"
    assert told(review)["FOIA 43(2)"] == "partly_upheld"
    entry = review.history.get(kind=ReviewsHistory.PROVISIONS_REVIEWED)
    assert entry.changes == {"s.31(1)(a)": ["", "Partly upheld"]}
    say(review, {"FOIA 31(1)(a)": ""})
    assert told(review)["FOIA 31(1)(a)"] == "overturned"


def test_what_cannot_be_said_is_refused():
    review = under_review(kinds.review_outcome)
    other = UserFactory(authority=review.authority, roles=["officer"])
    decider = review.review_of.history.get(kind=IssuingHistory.RESPONSE_ISSUED).by

    with pytest.raises(FateNotPossible, match="does not rely on FOIA 40"):
        say(review, {"FOIA 40(2)": "upheld"})
    with pytest.raises(FateNotPossible, match="from the list"):
        say(review, {"FOIA 43(2)": "new"})
    with pytest.raises(FateNotPossible, match="Nothing was changed"):
        say(review, {"FOIA 43(2)": ""})
    with pytest.raises(TookPart):
        say(review, {"FOIA 43(2)": "upheld"}, by=decider)
    with pytest.raises(NoReview):
        say(kinds.full_disclosure(), {}, by=other)
    assert not ReviewedProvision.objects.exists()
    review.state = "answered"
    review.answered_on = review.closed_on = kinds.ON
    review.save()
    with pytest.raises(DraftNotOpen):
        say(review, {"FOIA 43(2)": "upheld"})


def test_the_fates_are_kept_when_the_outcome_is_given_and_counted(officer):
    review = under_review(kinds.review_outcome)
    say(review, {"FOIA 43(1)": "overturned"})
    approver = UserFactory(authority=review.authority, roles=["approver"])

    kinds.given(review, by=review.officer, approver=approver)

    kept = ReviewedProvision.objects.filter(review=review)
    assert {each.provision: (each.fate, each.is_stated) for each in kept} == {
        "FOIA 31(1)(a)": ("overturned", False),
        "FOIA 43(1)": ("overturned", True),
        "FOIA 43(2)": ("partly_upheld", False),
    }
    period = Period(date(2026, 1, 1), date(2026, 3, 31), kinds.ON, kinds.ON)
    counted = cells(
        population(review.authority, period, of=REVIEWS), ["fared"], period.moment
    )
    assert {cell.values["fared"]: cell.number for cell in counted} == {
        "FOIA 31: overturned": 1,
        "FOIA 43: overturned": 1,
        "FOIA 43: partly_upheld": 1,
    }
    labels = DIMENSIONS["fared"].labels(review.authority)
    assert labels["FOIA 43: overturned"] == "FOIA section 43: overturned"
    assert {cell.values["fared"] for cell in counted} <= labels.keys()
    keep_fates(review)
    assert kept.count() == 3


def test_an_outcome_not_given_after_all_leaves_only_what_was_said():
    review = under_review(kinds.review_outcome)
    say(review, {"FOIA 43(1)": "overturned"})
    approver = UserFactory(authority=review.authority, roles=["approver"])
    letter = kinds.given(review, by=review.officer, approver=approver)
    letter.given_on = None
    letter.save()

    keep_fates(review)

    assert [each.provision for each in review.reviewed_provisions.all()] == [
        "FOIA 43(1)"
    ]


def test_the_page_asks_with_what_the_letters_tell_filled_in(client):
    review = under_review(kinds.review_outcome)
    client.force_login(review.officer, backend="accounts.backends.RoleBackend")
    url = reverse("decide-provisions", args=[review.reference])

    draft = client.get(reverse("draft-review", args=[review.reference])).text
    form = client.get(url).context["form"]
    names = {key: name for name, key in form.keys.items()}
    filled = {name: form[name].value() for name in form.fields}
    client.post(url, {**filled, names["FOIA 43(1)"]: "overturned"})
    refused = client.post(url, {**filled, names["FOIA 43(1)"]: "nonsense"})

    assert url in draft
    assert "(from comparing the letters)" in draft
    assert filled[names["FOIA 31(1)(a)"]] == "overturned"
    kept = review.reviewed_provisions.values_list("provision", "fate")
    assert dict(kept)["FOIA 43(1)"] == "overturned"
    assert "from the list" in refused.text
