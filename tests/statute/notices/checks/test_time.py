from dataclasses import replace
from datetime import date, timedelta

import pytest

from statute.notices import LetterType
from statute.regimes import Regime
from tests.statute.notices.drafts import (
    LETTER_ON,
    about,
    codes,
    extension,
    ground,
    letter,
    question,
    refusal,
)

A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("FOIA 31(1)(a)", set(), id="qualified"),
        pytest.param("FOIA 41(1)", {("block", "extension_on_absolute")}, id="absolute"),
        pytest.param(
            "FOIA 12(1)", {("block", "extension_on_absolute")}, id="no exemption"
        ),
    ],
)
def test_time_is_taken_only_to_weigh_the_public_interest(key, expected):
    cited = ground(key, "2", is_balance_pending=True)
    found = codes(replace(extension(), grounds=(cited,)))

    assert {pair for pair in found if pair[1] == "extension_on_absolute"} == expected


def test_an_absolute_exemption_beside_a_qualified_one_still_takes_no_time():
    draft = extension()
    absolute = ground("FOIA 21(1)", "2", is_balance_pending=True)
    draft = replace(draft, grounds=(*draft.grounds, absolute))

    assert about(draft, "extension_on_absolute") == {"FOIA 21(1)"}
    assert not about(draft, "extension_without_qualified_ground")


def test_an_absolute_exemption_decided_now_may_stand_in_an_extension():
    draft = extension()
    decided = ground("FOIA 21(1)", "1")
    draft = replace(
        draft,
        questions=(question("1", "accessible"), draft.questions[1]),
        grounds=(*draft.grounds, decided),
        parts=draft.parts | {"held_statement", "where_available"},
    )

    assert codes(draft) == set()


def test_an_extension_names_what_is_to_be_weighed():
    draft = replace(extension(), grounds=())

    assert ("block", "extension_without_qualified_ground") in codes(draft)


@pytest.mark.parametrize(
    ("is_qualified", "expected"),
    [
        pytest.param(None, {("warn", "limb_not_stated")}, id="nobody has said"),
        pytest.param(True, set(), id="qualified"),
        pytest.param(
            False,
            {
                ("block", "extension_on_absolute"),
                ("block", "extension_without_qualified_ground"),
            },
            id="absolute",
        ),
    ],
)
def test_where_the_limb_decides_it_decides_on_time_too(is_qualified, expected):
    cited = ground(
        "FOIA 37(2)", "2", is_balance_pending=True, is_limb_qualified=is_qualified
    )

    assert codes(replace(extension(), grounds=(cited,))) == expected


def test_no_other_letter_leaves_the_balance_open():
    cited = ground("FOIA 31(1)(a)", "1", is_balance_pending=True)

    assert codes(replace(refusal(), grounds=(cited,))) == {("block", "balance_pending")}


def test_what_does_not_depend_on_the_balance_does_not_wait_for_it():
    draft = extension()
    draft = replace(draft, questions=(*draft.questions, question("3", "to_follow")))

    assert codes(draft) == {("warn", "rest_still_due")}


def test_what_is_answered_is_not_still_being_weighed():
    draft = extension()
    draft = replace(draft, questions=(draft.questions[0], question("2", "withheld")))

    assert ("block", "decided_before_balance") in codes(draft)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        pytest.param(extension(), ("warn", "notice_out_of_time"), id="extension"),
        pytest.param(
            letter(LetterType.EIR_EXTENSION, regime=Regime.EIR),
            ("block", "notice_out_of_time"),
            id="EIR extension",
        ),
        pytest.param(
            letter(LetterType.FEES_NOTICE, amount_pence=500),
            ("block", "notice_out_of_time"),
            id="fees notice",
        ),
        pytest.param(
            letter(LetterType.CLARIFICATION),
            ("warn", "clarification_out_of_time"),
            id="clarification",
        ),
        pytest.param(refusal(), ("warn", "late_without_apology"), id="answer"),
    ],
)
def test_a_letter_after_its_last_day_is_noticed(draft, expected):
    in_time = replace(draft, due_on=LETTER_ON)
    late = replace(draft, due_on=LETTER_ON - A_DAY)

    assert codes(in_time) == set()
    assert codes(late) == {expected}


def test_a_late_answer_that_apologises_is_only_late():
    draft = refusal(due_on=LETTER_ON - A_DAY)

    assert codes(replace(draft, parts=draft.parts | {"apology"})) == set()


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        pytest.param(extension(), ("warn", "later_than_expected"), id="guidance"),
        pytest.param(
            letter(LetterType.EIR_EXTENSION, regime=Regime.EIR),
            ("block", "extension_too_long"),
            id="law",
        ),
    ],
)
def test_a_date_after_the_latest_is_noticed(draft, expected):
    latest = date(2026, 4, 30)

    on_it = replace(draft, new_date_on=latest, latest_on=latest)
    after_it = replace(draft, new_date_on=latest + A_DAY, latest_on=latest)

    assert codes(on_it) == set()
    assert codes(after_it) == {expected}


def test_an_exceptional_reason_recorded_is_enough_for_a_later_estimate():
    draft = extension(
        new_date_on=date(2026, 6, 1), later_date_reason="A court case ends in May."
    )

    assert codes(draft) == set()


def test_the_date_promised_is_after_the_letter():
    assert codes(extension(new_date_on=LETTER_ON)) == {("block", "date_already_past")}


def test_a_date_stated_is_the_date_worked_out():
    draft = letter(
        LetterType.FEES_NOTICE,
        amount_pence=500,
        stated_dates={"last day to pay": date(2026, 6, 29)},
        computed_dates={"last day to pay": date(2026, 6, 30)},
    )

    assert codes(draft) == {("block", "date_disagrees")}
    assert about(draft, "date_disagrees") == {"last day to pay"}
