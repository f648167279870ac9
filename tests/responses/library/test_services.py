from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from responses.library.services import (
    NotTheOwner,
    ParagraphChanged,
    ParagraphRefused,
    Said,
    add_paragraph,
    bring_back_paragraph,
    change_paragraph,
    may_change,
    provisions_in,
    retire_paragraph,
)
from statute.paragraphs import ParagraphKind
from statute.regimes import Regime
from tests.factories import ParagraphFactory, UserFactory

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def said(officer):
    return Said(
        regime=Regime.FOIA,
        kind=ParagraphKind.HARM,
        topic=" Speed  cameras ",
        provisions=["s.31(1)(a)", " 31 (1)", ""],
        text="Drivers would brake only there. \r\nReply by {{ due_date }}.\n",
        owner=officer,
        review_on=date(2027, 6, 1),
    )


@pytest.fixture
def paragraph(said, manager):
    return add_paragraph(said=replace(said, provisions=["31(1)"]), by=manager, on=TODAY)


def test_a_paragraph_is_added_with_its_first_version(said, manager, officer):
    said = replace(said, provisions=["Section 31(1)(a)", "FOIA 36", "31(1)(a)", ""])

    made = add_paragraph(said=said, adapted_from="foia-for-31", by=manager, on=TODAY)

    assert made.authority == officer.authority
    assert made.topic == "Speed cameras"
    assert made.provisions == ["FOIA 31(1)(a)", "FOIA 36"]
    assert made.text == "Drivers would brake only there.\nReply by {{ due_date }}."
    first = made.versions.get()
    assert (first.number, first.by, first.owner) == (1, manager, officer)
    assert (first.text, first.provisions) == (made.text, made.provisions)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"text": " \n"}, "text", "Enter the words"),
        ({"topic": " "}, "topic", "Enter the topic"),
        ({"text": "By {{ due }}."}, "text", r"no field {{ due }}"),
        ({"text": "Because [our reasons]."}, "text", "could go out"),
        ({"provisions": ["31(9)"]}, "provisions", r"no provision “31\(9\)”"),
        ({"provisions": ["12(5)(e)"]}, "provisions", "Freedom of Information Act"),
        ({"review_on": TODAY}, "review_on", "in the future"),
    ],
)
def test_what_cannot_be_right_is_refused(said, manager, changed, field, says):
    with pytest.raises(ParagraphRefused, match=says) as refusal:
        add_paragraph(
            said=replace(said, **{"provisions": [], **changed}), by=manager, on=TODAY
        )
    assert refusal.value.field == field


def test_the_owner_is_of_the_authority(said, manager):
    said = replace(said, provisions=[], owner=UserFactory(roles=["officer"]))

    with pytest.raises(ParagraphRefused, match="from your authority"):
        add_paragraph(said=said, by=manager, on=TODAY)


def test_a_user_without_an_authority_has_no_library(said, db):
    by = UserFactory(roles=["administrator"], authority=None)

    with pytest.raises(ParagraphRefused, match="no authority"):
        add_paragraph(said=said, by=by, on=TODAY)


@pytest.mark.parametrize(
    ("regime", "typed", "place"),
    [
        (Regime.EIR, "Regulation 12(5)(e)", "EIR 12(5)(e)"),
        (Regime.EIR, "reg. 12(4)", "EIR 12(4)"),
        (Regime.FOISA, "section 30(b)(i)", "FOISA 30(b)(i)"),
        (Regime.FOIA, "sec 22A", "FOIA 22A"),
        (
            Regime.FOIA,
            "40(2) by virtue of 40(3A)(a)",
            "FOIA 40(2) by virtue of 40(3A)(a)",
        ),
    ],
)
def test_a_provision_is_read_as_officers_write_it(regime, typed, place):
    assert provisions_in([typed], regime) == [place]


def test_a_change_makes_a_version_and_keeps_the_old_one(said, paragraph, officer):
    said = replace(said, provisions=["31(1)"], text="They would brake elsewhere too.")

    made = change_paragraph(
        paragraph=paragraph, said=said, version=1, by=officer, on=TODAY
    )

    assert made.version == 2
    texts = list(made.versions.values_list("number", "text"))
    assert texts == [(2, "They would brake elsewhere too."), (1, paragraph.text)]


def test_saving_the_same_words_makes_no_version(said, paragraph, officer):
    said = replace(said, provisions=["31(1)"])

    made = change_paragraph(
        paragraph=paragraph, said=said, version=1, by=officer, on=TODAY
    )

    assert made.version == made.versions.count() == 1


def test_a_stale_change_is_refused_with_the_newest_words(said, paragraph, officer):
    said = replace(said, provisions=["31(1)"])
    change_paragraph(
        paragraph=paragraph,
        said=replace(said, text="First."),
        version=1,
        by=officer,
        on=TODAY,
    )

    with pytest.raises(ParagraphChanged) as refusal:
        change_paragraph(
            paragraph=paragraph,
            said=replace(said, text="Second."),
            version=1,
            by=officer,
            on=TODAY,
        )

    assert refusal.value.newest.text == "First."
    assert str(officer) in str(refusal.value)


def test_a_past_review_date_may_stay_while_words_are_put_right(said, officer):
    old = ParagraphFactory(
        authority=officer.authority, owner=officer, review_on=date(2026, 1, 1)
    )
    said = replace(said, provisions=[], review_on=old.review_on)

    made = change_paragraph(paragraph=old, said=said, version=1, by=officer, on=TODAY)

    assert made.version == 2


def test_only_the_owner_or_a_keeper_changes_a_paragraph(
    said, paragraph, officer, manager
):
    other = UserFactory(roles=["officer"], authority=officer.authority)

    assert may_change(paragraph, officer)
    assert may_change(paragraph, manager)
    assert not may_change(paragraph, other)
    with pytest.raises(NotTheOwner, match="Ask the owner or a manager"):
        change_paragraph(paragraph=paragraph, said=said, version=1, by=other, on=TODAY)
    with pytest.raises(NotTheOwner):
        retire_paragraph(paragraph=paragraph, by=other, at=NOW)
    with pytest.raises(NotTheOwner):
        bring_back_paragraph(paragraph=paragraph, by=other)


def test_a_retired_paragraph_stays_as_it_is_until_brought_back(
    said, paragraph, officer
):
    retired = retire_paragraph(paragraph=paragraph, by=officer, at=NOW)
    again = retire_paragraph(paragraph=paragraph, by=officer, at=datetime.now(UTC))

    assert (retired.retired_at, again.retired_at) == (NOW, NOW)
    with pytest.raises(ParagraphRefused, match="retired"):
        change_paragraph(
            paragraph=paragraph, said=said, version=1, by=officer, on=TODAY
        )
    assert bring_back_paragraph(paragraph=paragraph, by=officer).retired_at is None
