"""The letters of a review: the outcome under each law, and missing parts."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils.html import strip_tags

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import article_of, page_of
from responses.letters.pdf import pdf_of
from responses.models import ReviewPoint
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import compose_procedural, kinds_open_to
from statute.notices import Severity
from tests.pdfua.checking import broken_rules
from tests.responses import kinds

pytestmark = pytest.mark.django_db

LAWS = ("FOIA", "EIR", "FOISA", "EISR")


def words_of(content):
    article = article_of(page_of(content))
    return " ".join(unescape(strip_tags(article.replace("><", "> <"))).split())


def codes(review, on=kinds.ON):
    return {
        finding.code: finding.severity
        for finding in findings_in(compose(review, on=on))
    }


@pytest.mark.parametrize("regime", LAWS)
def test_the_outcome_says_what_each_law_asks_of_it(regime):
    content = compose(kinds.made("review_outcome", regime), on=kinds.ON)

    words = words_of(content)

    said = {
        "FOIA": ["for an internal review", "section 50", "We overturn our decision"],
        "EIR": [
            "regulation 11",
            "In this respect we failed to comply with the Regulations.",
            "regulation 18",
        ],
        "FOISA": [
            "section 21(5)",
            "We confirm our decision without modifications (section 21(4)(a)",
            "We confirm our decision with modifications (section 21(4)(a)",
            "We substitute a different decision for ours (section 21(4)(b)",
            "section 47",
            "appeal to the Court of Session",
        ],
        "EISR": [
            "regulation 16",
            "In this respect we failed to comply with the Regulations.",
            "regulation 17",
            "appeal to the Court of Session",
        ],
    }[regime]
    for sentence in said:
        assert sentence in words
    assert content.reviewer in words
    assert (
        "The law required us to answer by 2 January 2026, and we answered on 12 January"
        " 2026. We are sorry for the delay." in words
    )
    assert (
        "By 1 April 2026 we will give each request one officer from the first day."
        in words
    )
    assert "we have no further one" in words
    assert "internal review. Please do so within" not in words


def test_a_table_sums_the_points_up():
    page = page_of(compose(kinds.made("review_outcome", "FOIA"), on=kinds.ON))

    headings = re.findall(r'<th scope="row">\s*<a href="#letter-([\w-]+)">', page)

    assert headings == ["point-0", "point-1", "point-2", "point-3", "handling"]
    for anchor in headings:
        assert f'id="letter-{anchor}"' in page


def test_an_answer_is_given_where_the_decision_changes_it():
    words = words_of(compose(kinds.made("review_outcome", "FOIA"), on=kinds.ON))

    assert "There are four of that kind." in words
    assert "Section 43(2)" in words
    assert "Our answer before: withheld, relying on section 31(1)(a)." in words


@pytest.mark.parametrize(
    ("regime", "expected"),
    [
        ("FOIA", {"remedy_without_day": Severity.WARN}),
        ("EIR", {"remedy_without_day": Severity.BLOCK}),
        pytest.param("EISR", {}, id="reg 16(5): immediately"),
    ],
)
def test_a_remedy_wants_its_day(regime, expected):
    review = kinds.made("review_outcome", regime)
    ReviewPoint.objects.filter(review=review, question=None).update(remedy_by=None)

    assert codes(review) == expected


def test_every_point_is_decided_with_reasons():
    review = kinds.made("review_outcome", "FOIA")
    ReviewPoint.objects.filter(review=review, question__order=3).delete()
    ReviewPoint.objects.filter(review=review, question__order=0).update(reasons="")

    found = codes(review)

    assert found["point_undecided"] is Severity.BLOCK
    assert found["point_without_reasons"] is Severity.BLOCK


def test_a_change_wants_an_answer_or_an_action():
    review = kinds.made("review_outcome", "FOIA")
    review.answers.filter(questions__order=2).delete()

    assert codes(review) == {"change_without_action": Severity.BLOCK}

    ReviewPoint.objects.filter(review=review, question__order=2).update(
        remedy="send you the list", remedy_by=date(2026, 3, 20)
    )

    assert codes(review) == {}


def test_upheld_reasons_confirm_nothing_the_answer_did_not():
    review = kinds.made("review_outcome", "FOIA")
    review.review_of.answers.filter(questions__order=3).update(outcome="ncnd")

    assert "confirms_possession" not in codes(review)

    ReviewPoint.objects.filter(review=review, question__order=3).update(
        reasons="<p>We hold this information, and it is secret.</p>"
    )

    assert codes(review)["confirms_possession"] is Severity.BLOCK


def test_a_review_puts_no_answer_off():
    review = kinds.made("review_outcome", "FOIA")
    review.answers.filter(questions__order=2).update(outcome="to_follow")

    assert codes(review)["review_puts_off"] is Severity.BLOCK


def test_under_the_regulations_a_failure_in_handling_wants_an_action():
    review = kinds.made("review_outcome", "EIR")
    ReviewPoint.objects.filter(review=review, question=None).update(
        remedy="", remedy_by=None
    )

    assert codes(review) == {"failure_without_action": Severity.BLOCK}


def test_in_scotland_the_steps_are_taken_at_once_and_need_no_promise():
    review = kinds.made("review_outcome", "EISR")
    ReviewPoint.objects.filter(review=review, question=None).update(
        remedy="", remedy_by=None
    )

    assert codes(review) == {}


def test_a_ground_newly_relied_on_wants_all_its_parts():
    review = kinds.made("review_outcome", "FOIA")
    answer = review.answers.get(questions__order=1)
    answer.citations.update(balance="", why_applies="")

    assert Severity.BLOCK in codes(review).values()

    # The reasons were given with the first answer, and need not be repeated.
    answer.citations.update(provision_key="FOIA 31(1)(a)")

    assert codes(review) == {}


def test_a_late_outcome_apologises():
    content = compose(kinds.made("review_outcome", "FOIA"), on=date(2026, 4, 1))

    assert "We should have given you our decision by 16 March 2026." in words_of(
        content
    )
    assert "late_without_apology" not in {
        finding.code for finding in findings_in(content)
    }


def test_without_a_reviewer_it_warns():
    review = kinds.made("review_outcome", "FOIA")
    review.officer = None
    review.save()

    assert codes(review) == {"missing_reviewer": Severity.WARN}


def test_nothing_typed_is_taken_for_markup():
    review = kinds.made("review_outcome", "EIR")
    ReviewPoint.objects.filter(review=review, question=None).update(
        remedy="<b>write</b> {day}"
    )

    page = page_of(compose(review, on=kinds.ON))

    assert "&lt;b&gt;write&lt;/b&gt; {day}" in page


@pytest.mark.parametrize(
    ("regime", "due"),
    [
        ("FOIA", "16 March 2026"),
        ("EIR", "16 April 2026"),
        ("FOISA", "16 March 2026"),
        ("EISR", "16 March 2026"),
    ],
)
def test_the_acknowledgement_names_reviewer_and_day(regime, due):
    review = kinds.under_review(regime)

    content = compose_procedural(
        review, kind="review_acknowledgement", details={}, on=date(2026, 2, 17)
    )

    assert findings_in(content) == ()
    words = words_of(content)
    assert f"by {due} at the latest" in words
    assert f"{review.officer}, who took no part" in words


def test_more_time_is_told_with_the_reason_and_the_commissioner(tmp_path):
    review = kinds.under_review("FOIA")

    content = compose_procedural(
        review,
        kind="review_extension",
        details={"reason": "Two thousand pages.", "until": "2026-04-01"},
        on=date(2026, 3, 2),
    )

    assert findings_in(content) == ()
    words = words_of(content)
    assert "by 1 April 2026 at the latest" in words
    assert "section 50 of the Act gives you the right to complain" in words
    made = tmp_path / "extension.pdf"
    made.write_bytes(pdf_of(page_of(content)))
    assert broken_rules(made)["extension"] == []


@pytest.mark.parametrize("regime", ["EIR", "FOISA", "EISR"])
def test_only_the_acts_code_gives_a_review_more_time(regime):
    case = Case(kinds.under_review(regime), on=date(2026, 3, 2))

    assert [kind.type for kind in kinds_open_to(case)] == ["review_acknowledgement"]
