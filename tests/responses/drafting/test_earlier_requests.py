"""A repeated request is tied to the request on record that it repeats."""

from datetime import date

import pytest
from django.urls import reverse

from responses.drafting.citations import change_citation, cite_exemption
from responses.drafting.earlier_requests import offered_as_earlier
from responses.drafting.facts import WrongFact
from responses.drafting.recorded_citations import fingerprint
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.models import Citation
from tests.factories import LetterFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db

WHY = "Four weeks are no reasonable interval where nothing changes at all."


@pytest.fixture
def repeated(officer):
    return kinds.request(authority=officer.authority)


def past(officer, received_on, given_on):
    """Make a request of the same person, answered on a day or not at all."""
    made = kinds.full_disclosure(
        authority=officer.authority,
        received_on=received_on,
        subject="Cameras on the ring road",
    )
    if given_on:
        LetterFactory(
            foi_request=made,
            type="full_disclosure",
            issued_on=given_on,
            given_on=given_on,
        )
    return made


@pytest.fixture
def earlier(officer):
    return past(officer, date(2026, 1, 5), date(2026, 1, 21))


def cite(repeated, officer, reference, **facts):
    return cite_exemption(
        foi_request=repeated,
        question=repeated.questions.first(),
        provision_key="FOIA 14(2)",
        why_applies=WHY,
        facts={"earlier_reference": reference, **facts},
        by=officer,
        on=kinds.ON,
    )


def test_the_day_is_the_one_on_which_the_earlier_answer_was_given(
    repeated, earlier, officer
):
    cited = cite(repeated, officer, str(earlier))

    assert cited.facts["earlier_answered_on"] == "2026-01-21"
    repeated.answers.update(outcome="repeated")
    page = page_of(compose(repeated, on=kinds.ON))
    assert f"in request {earlier}, which we answered on 21 January 2026" in page


@pytest.mark.parametrize(
    ("received_on", "given_on", "says"),
    [
        (date(2026, 3, 5), date(2026, 3, 6), "no earlier request: we received it on 5"),
        (date(2026, 3, 2), date(2026, 3, 4), "was not answered before we received"),
        (date(2026, 1, 5), None, "was not answered before we received this request"),
    ],
)
def test_a_request_that_is_not_earlier_is_refused(
    repeated, officer, received_on, given_on, says
):
    other = past(officer, received_on, given_on)

    with pytest.raises(WrongFact, match=says):
        cite(repeated, officer, str(other))

    assert not Citation.objects.filter(answer__foi_request=repeated).exists()


def test_a_request_does_not_repeat_itself(repeated, officer):
    with pytest.raises(WrongFact, match="this request itself"):
        cite(repeated, officer, str(repeated))


def test_another_day_than_the_one_on_record_is_refused(repeated, earlier, officer):
    with pytest.raises(WrongFact, match="was answered on 21 January 2026"):
        cite(repeated, officer, str(earlier), earlier_answered_on=date(2026, 1, 2))


def test_a_request_of_before_this_system_stands_as_typed(repeated, officer):
    day = date(2025, 2, 3)

    cited = cite(repeated, officer, "FOI-2025-118", earlier_answered_on=day)

    assert cited.facts["earlier_reference"] == "FOI-2025-118"
    assert cited.facts["earlier_answered_on"] == "2025-02-03"


def test_a_change_is_checked_as_well(repeated, earlier, officer):
    cited = cite(repeated, officer, "FOI-2025-118")

    with pytest.raises(WrongFact, match="this request itself"):
        change_citation(
            foi_request=repeated,
            citation=cited,
            seen=fingerprint(cited),
            why_applies=WHY,
            facts={"earlier_reference": str(repeated)},
            by=officer,
            on=kinds.ON,
        )


def test_only_answered_requests_of_the_same_person_that_may_be_seen_are_offered(
    repeated, earlier, officer
):
    other = kinds.request(
        authority=officer.authority,
        received_on=date(2026, 1, 6),
        requester_name="Sam Other",
        requester_email="sam@other.example",
    )
    LetterFactory(foi_request=other, given_on=date(2026, 1, 21))
    kinds.request(authority=officer.authority, received_on=date(2026, 1, 7))

    assert list(offered_as_earlier(repeated, to=officer)) == [earlier]

    type(earlier).objects.filter(pk=earlier.pk).update(is_restricted=True)
    assert list(offered_as_earlier(repeated, to=officer)) == []


def test_the_officer_chooses_on_the_page_and_is_led_to_the_request(
    client, repeated, earlier, officer
):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    named = {"reference": str(repeated), "question": repeated.questions.first().pk}
    url = f"{reverse('cite-exemption', kwargs=named)}?provision=FOIA+14(2)"

    shown = client.get(url).content.decode()
    assert f"{earlier}, answered on 21 January 2026: Cameras on the ring road" in shown
    client.post(url, {"why_applies": WHY, "earlier_request": str(earlier)})

    cited = Citation.objects.get(answer__foi_request=repeated)
    assert cited.facts["earlier_reference"] == str(earlier)
    page = client.get(
        reverse("change-citation", kwargs={**named, "citation": cited.pk})
    )
    assert f'href="{earlier.get_absolute_url()}"' in page.content.decode()
