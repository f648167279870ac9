from datetime import date

import pytest

from responses.paragraphs.offering import Wanted, offered_paragraphs
from statute.paragraphs import ParagraphKind
from tests.factories import FOIRequestFactory, ParagraphFactory

TODAY = date(2026, 12, 1)
CRIME = "FOIA 31(1)(a)"


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, due_on=date(2026, 12, 24))


@pytest.fixture
def offered(foi_request):
    def offered(*keys, kinds=ParagraphKind, on=TODAY):
        wanted = [Wanted(keys, frozenset(kinds))]
        (found,) = offered_paragraphs(foi_request=foi_request, wanted=wanted, on=on)
        return found

    return offered


def keys_of(offers):
    return [one.entry.key for one in offers]


def test_the_own_paragraph_comes_before_the_released_one(offered, officer):
    own = ParagraphFactory(
        authority=officer.authority, text="By {{ due_date }} all would know."
    )

    harms = offered(CRIME, kinds={ParagraphKind.HARM})

    assert keys_of(harms) == [f"own-{own.pk}", "foia-harm-31-crime"]
    assert harms[0].text == "By 24 December 2026 all would know."
    assert harms[0].entry.owner == own.owner


def test_the_kinds_follow_the_order_of_the_letter(offered):
    kinds = [one.entry.kind for one in offered(CRIME)]

    assert kinds[:2] == [ParagraphKind.REASON, ParagraphKind.HARM]
    assert kinds == sorted(kinds, key=list(ParagraphKind).index)


def test_the_narrowest_place_comes_first(offered, officer):
    wide = ParagraphFactory(authority=officer.authority, provisions=["FOIA 31"])
    middle = ParagraphFactory(authority=officer.authority, provisions=["FOIA 31(1)"])
    narrow = ParagraphFactory(authority=officer.authority, provisions=[CRIME])

    harms = offered(CRIME, kinds={ParagraphKind.HARM})

    assert keys_of(harms)[:3] == [f"own-{one.pk}" for one in (narrow, middle, wide)]


def test_what_is_of_another_authority_or_limb_or_retired_is_not_offered(
    offered, officer
):
    ParagraphFactory()
    ParagraphFactory(authority=officer.authority, provisions=["FOIA 31(1)(g)"])
    ParagraphFactory(
        authority=officer.authority,
        retired_at="2026-11-01T09:00Z",
        retired_by=officer,
    )

    assert not [one for one in offered(CRIME) if one.entry.is_own]


def test_neither_confirming_nor_denying_takes_no_reason_for_withholding(
    offered, officer
):
    ParagraphFactory(authority=officer.authority, provisions=["FOIA 31"])
    ParagraphFactory(authority=officer.authority, provisions=[])
    ncnd = ParagraphFactory(authority=officer.authority, provisions=["FOIA 31(3)"])

    keys = keys_of(offered("FOIA 31(3)"))
    assert [key for key in keys if key.startswith("own")] == [f"own-{ncnd.pk}"]
    assert all("ncnd" in key for key in keys if not key.startswith("own"))


def test_a_paragraph_for_any_answer_keeps_to_its_law(offered, officer):
    act = ParagraphFactory(authority=officer.authority, provisions=[])
    regulations = ParagraphFactory(
        authority=officer.authority, provisions=[], regime="EIR"
    )

    own_of = lambda *keys: [  # noqa: E731
        one.entry.key for one in offered(*keys) if one.entry.is_own
    ]
    assert own_of() == [f"own-{act.pk}"]
    assert own_of(CRIME) == [f"own-{act.pk}"]
    assert own_of("EIR 12(4)(b)") == [f"own-{regulations.pk}"]


def test_with_no_provision_only_words_for_any_answer_are_offered(offered):
    keys = keys_of(offered(kinds={ParagraphKind.OPENING, ParagraphKind.ADVICE}))

    assert keys == ["foia-advice-ask-again", "foia-opening", "foia-opening-late"]


def test_a_past_review_is_told(offered, officer):
    ParagraphFactory(authority=officer.authority, review_on=date(2026, 11, 30))

    harm = offered(CRIME, kinds={ParagraphKind.HARM})[0]
    assert harm.entry.is_past_review
    assert not offered(CRIME, on=date(2026, 11, 30))[0].entry.is_past_review


def test_a_missing_value_is_named(offered, foi_request):
    foi_request.due_on = None

    by_key = {one.entry.key: one for one in offered()}

    assert by_key["foia-opening-late"].missing == ("due_date",)


def test_each_form_is_offered_its_own(foi_request, officer):
    crime = ParagraphFactory(authority=officer.authority, provisions=[CRIME])
    trade = ParagraphFactory(authority=officer.authority, provisions=["FOIA 43(2)"])
    wanted = [
        Wanted((CRIME, "FOIA 43(2)"), frozenset({ParagraphKind.OPENING})),
        Wanted((CRIME,), frozenset({ParagraphKind.HARM})),
        Wanted(("FOIA 43(2)",), frozenset({ParagraphKind.HARM})),
    ]

    found = offered_paragraphs(foi_request=foi_request, wanted=wanted, on=TODAY)

    assert [keys_of(each)[0] for each in found[1:]] == [
        f"own-{crime.pk}",
        f"own-{trade.pk}",
    ]
    assert not [one for one in found[0] if one.entry.provisions]


def test_however_many_forms_and_paragraphs_take_two_queries(
    foi_request, officer, django_assert_num_queries
):
    ParagraphFactory.create_batch(12, authority=officer.authority)
    wanted = [Wanted((CRIME,), frozenset(ParagraphKind))] * 3

    with django_assert_num_queries(2):
        found = offered_paragraphs(foi_request=foi_request, wanted=wanted, on=TODAY)
    assert [len([one for one in each if one.entry.owner]) for each in found] == [12] * 3
