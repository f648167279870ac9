"""An answer refers to an earlier answer of the authority."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.checks.findings import findings_in
from responses.drafting.adapting import NotChecked, NotReusable
from responses.drafting.answers import AnswerChanged
from responses.drafting.referring import (
    CannotBeReferredTo,
    NamesOther,
    given_to_requester,
    refer_to_earlier,
    referral_to,
    words_for,
)
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.models import Answer, LetterWithdrawal, PreviousAnswer
from responses.precedents.own_letters import keep_issued_answers
from statute.notices import Severity
from tests.factories import LetterFactory, PreviousAnswerFactory, UserFactory
from tests.responses import kinds
from tests.responses.kinds import ON

pytestmark = pytest.mark.django_db

GIVEN = date(2026, 1, 21)
PLACE = "https://www.authority.example/log/12"
OTHER = {
    "requester_name": "Ottoline Crabtree",
    "requester_email": "o.crabtree@else.example",
}


@pytest.fixture
def earlier(officer):
    """Return a function making an answered request, and returning its first answer."""

    def earlier(given_on=GIVEN, outcome="disclosed", **fields):
        made = kinds.request(
            authority=officer.authority, received_on=date(2026, 1, 5), **fields
        )
        kinds.answer(made, outcome=outcome, text="<p>There were nine.</p>")
        letter = LetterFactory(
            foi_request=made,
            issued_on=given_on,
            given_on=given_on,
            html_for_publication="<p>There were nine.</p>",
        )
        keep_issued_answers(letter=letter)
        return PreviousAnswer.objects.filter(foi_request=made).earliest("order")

    return earlier


@pytest.fixture
def now(officer):
    return kinds.request(authority=officer.authority)


@pytest.fixture
def refer(now, officer):
    def refer(previous, **changes):
        text, why = words_for(referral_to(previous, now), now)
        return refer_to_earlier(
            **{
                "foi_request": now,
                "question": now.questions.first(),
                "previous": previous,
                "text": text,
                "why_applies": why,
                "where_available": PLACE,
                "is_same_asked": True,
                "is_confirmed": True,
                "version": 0,
                "by": officer,
                "on": ON,
                **changes,
            }
        )

    return refer


def test_the_same_person_s_question_is_refused_as_repeated(now, earlier, refer):
    previous = earlier()

    answer = refer(previous)

    then = previous.foi_request
    assert answer.outcome == "repeated"
    assert answer.text == (
        "<p>We refer you to our answer of 21 January 2026 "
        f"(our reference {then.reference}).</p>"
    )
    (cited,) = answer.citations.all()
    assert cited.provision_key == "FOIA 14(2)"
    assert cited.facts == {
        "earlier_reference": then.reference,
        "earlier_answered_on": "2026-01-21",
        "earlier_same_person": "yes",
    }
    assert "40 days before we received this request" in cited.why_applies
    noted = [
        one.note for one in now.history.all() if "refers to our answer" in one.note
    ]
    assert noted == [
        f"Question 1: refers to our answer in {then} of 21 January 2026; confirmed to "
        "fit"
    ]


def test_another_person_s_answer_is_accessible_and_does_not_tell_who_asked(
    now, earlier, refer
):
    answer = refer(earlier(**OTHER))

    assert answer.outcome == "accessible"
    (cited,) = answer.citations.all()
    assert cited.provision_key == "FOIA 21(1)"
    assert cited.facts == {"where_available": PLACE, "links_checked": "yes"}
    page = page_of(compose(now, on=ON))
    assert PLACE in page
    assert "Crabtree" not in page


@pytest.mark.parametrize(
    ("regime", "provision"),
    [("FOISA", "FOISA 25(1)"), ("EIR", "EIR 6(1)(b)"), ("EISR", "EISR 6(1)(b)")],
)
def test_each_law_has_its_ground(now, earlier, refer, regime, provision):
    now.regime = regime
    now.save()

    answer = refer(earlier(**OTHER))

    assert answer.citations.get().provision_key == provision


def test_the_gate_finds_nothing_to_block(now, earlier, refer):
    refer(earlier())
    kinds.answer(now, 1, 2, 3)
    answer = Answer.objects.get(outcome="repeated")
    answer.facts = {
        "advice": "Tell us if you want a later year than that answer gives."
    }
    answer.save()

    found = findings_in(compose(now, on=ON))

    assert not [one for one in found if one.severity is Severity.BLOCK]


def test_a_long_interval_is_warned_of(now, earlier, refer):
    refer(earlier(given_on=date(2025, 1, 21)))

    codes = {one.code for one in findings_in(compose(now, on=ON))}

    assert "interval_is_long" in codes


def test_the_words_offered_are_in_the_language_of_the_letter(now, earlier):
    now.language = "cy"
    now.save()

    text, why = words_for(referral_to(earlier(), now), now)

    assert text.startswith("Cyfeiriwn chi at ein hateb dyddiedig 21 Ionawr 2026")
    assert why.startswith("Atebasom yr un cwestiwn")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"is_same_asked": False}, NotChecked),
        ({"is_confirmed": False}, NotChecked),
        ({"where_available": " "}, NotChecked),
        ({"text": "See what we told Ottoline Crabtree."}, NamesOther),
        ({"where_available": "Ask o.crabtree@else.example"}, NamesOther),
    ],
)
def test_what_is_not_checked_or_names_the_other_person_is_refused(
    now, earlier, refer, changes, refusal
):
    with pytest.raises(refusal):
        refer(earlier(**OTHER), **changes)

    assert not now.answers.exists()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"outcome": "withheld"}, "complied with"),
        ({"outcome": "not_held", **OTHER}, "gives no information"),
        ({"given_on": date(2026, 3, 5)}, "after we received this request"),
        ({"is_restricted": True, **OTHER}, "restricted"),
    ],
)
def test_an_answer_that_does_not_serve_is_refused(now, earlier, fields, says):
    with pytest.raises(CannotBeReferredTo, match=says):
        referral_to(earlier(**fields), now)


def test_a_letter_withdrawn_meanwhile_is_refused(now, earlier, officer, refer):
    previous = earlier()
    LetterWithdrawal.objects.create(
        letter=previous.letter, by=officer, on=ON, reason="Sent to the wrong address."
    )

    with pytest.raises(NotReusable):
        refer(previous)


def test_an_answer_saved_meanwhile_is_kept_beside(now, earlier, refer):
    previous = earlier()
    answer = kinds.answer(now, 0, text="<p>Theirs.</p>")

    with pytest.raises(AnswerChanged):
        refer(previous, version=0 if answer.version == 0 else answer.version + 1)

    answer.refresh_from_db()
    assert answer.text == "<p>Theirs.</p>"
    assert "We refer you" in answer.revisions.get(is_unused=True).text


# --- The pages ----------------------------------------------------------------------


def url(now, name, *args):
    return reverse(name, args=[now.reference, now.questions.first().pk, *args])


def test_what_this_requester_was_answered_is_offered(drafter, now, earlier, officer):
    own, others = earlier(), earlier(**OTHER)

    page = drafter.get(url(now, "choose-referral"))

    assert url(now, "refer-to-earlier", own.pk) in page.text
    assert url(now, "refer-to-earlier", others.pk) not in page.text
    assert given_to_requester(now, to=officer)[0] == own


def test_only_letters_that_the_officer_may_see_are_offered(drafter, now, earlier):
    hidden = earlier(is_restricted=True)
    foreign = earlier()
    elsewhere = UserFactory(roles=["officer"])
    PreviousAnswer.objects.filter(pk=foreign.pk).update(authority=elsewhere.authority)

    page = drafter.get(url(now, "choose-referral"))

    for one in (hidden, foreign):
        assert url(now, "refer-to-earlier", one.pk) not in page.text
        assert drafter.get(url(now, "refer-to-earlier", one.pk)).status_code == 404


def test_the_page_offers_the_words_and_refers_once_confirmed(drafter, now, earlier):
    page = url(now, "refer-to-earlier", earlier().pk)
    form = drafter.get(page).context["form"]
    said = {name: form[name].value() for name in ("text", "why_applies", "version")}

    refused = drafter.post(page, said)
    assert "Confirm that the earlier answer fits" in refused.text
    assert not now.answers.exists()

    done = drafter.post(page, {**said, "is_same_asked": "on", "is_confirmed": "on"})
    assert done.url == url(now, "answer-question")
    assert now.answers.get().outcome == "repeated"


def test_the_page_says_why_an_answer_does_not_serve(drafter, now, earlier):
    page = drafter.get(url(now, "refer-to-earlier", earlier(outcome="withheld").pk))

    assert "Section 14(2) needs that the earlier request was complied with" in page.text
    assert "<textarea" not in page.text


def test_a_letter_from_before_this_system_is_used_but_not_referred_to(
    drafter, now, officer
):
    previous = PreviousAnswerFactory(authority=officer.authority)

    page = drafter.get(url(now, "refer-to-earlier", previous.pk))

    assert "not in a letter of this system" in page.text


def test_the_pages_take_a_constant_number_of_queries(drafter, now, earlier):
    counts = []
    for _ in range(2):
        previous = earlier()
        pages = [
            url(now, "choose-referral"),
            url(now, "refer-to-earlier", previous.pk),
        ]
        count = []
        for page in pages:
            drafter.get(page)
            with CaptureQueriesContext(connection) as captured:
                drafter.get(page)
            count.append(len(captured))
        counts.append(count)

    assert counts[0] == counts[1]
