"""Every procedural letter under every law it has: its content."""

import re
from datetime import date
from html import unescape
from itertools import pairwise

import pytest
from django.utils.html import strip_tags

from requests_app.models import DatedEntry
from responses.checks.findings import findings_in
from responses.letters.pages import article_of, page_of
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import (
    KINDS,
    compose_procedural,
    kinds_open_to,
)
from responses.procedural.kinds.fields import values_of
from statute.notices import Severity
from tests.factories import UserFactory
from tests.responses import procedural_letters as made

pytestmark = pytest.mark.django_db


def words_of(content):
    article = article_of(page_of(content))
    return " ".join(unescape(strip_tags(article.replace("><", "> <"))).split())


def codes(content):
    return {finding.code for finding in findings_in(content)}


@pytest.mark.parametrize(("kind", "regime"), made.EVERY_PROCEDURAL_LETTER)
def test_nothing_is_wrong_with_a_letter_that_is_filled_in(kind, regime):
    content = made.content_of(kind, regime)

    assert findings_in(content) == ()


@pytest.mark.parametrize(("kind", "regime"), made.EVERY_PROCEDURAL_LETTER)
def test_it_is_a_whole_letter(kind, regime):
    content = made.content_of(kind, regime)

    page, words = page_of(content), words_of(content)

    headings = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(headings))
    assert "Dear Alex Requester" in words
    assert "How many speed cameras are there?" in words
    assert "Yours sincerely" in words
    assert f"<title>{content.title}, {content.reference}</title>" in page
    assert "None" not in words


@pytest.mark.parametrize(("kind", "regime"), made.EVERY_PROCEDURAL_LETTER)
def test_it_tells_how_to_complain_where_it_must(kind, regime):
    content = made.content_of(kind, regime)

    has_rights = "If you are not satisfied" in words_of(content)

    asks_only = {"acknowledgement", "invalid_request"}
    if kind in {"clarification", "fees_notice"}:
        is_refusal = kind == "clarification" and regime in {"EIR", "EISR"}
        assert has_rights == (is_refusal or (kind, regime) == ("fees_notice", "FOISA"))
    else:
        assert has_rights == (kind not in asks_only)


@pytest.mark.parametrize(
    ("kind", "regime", "left_out", "code"),
    [
        ("clarification", "FOIA", "unclear", "missing_what_is_unclear"),
        ("clarification", "EIR", "help", "missing_advice"),
        ("clarification", "EISR", "balance", "missing_pi_reasons"),
        ("fees_notice", "FOISA", "amount_pence", "missing_amount"),
        ("pit_extension", "FOIA", "until", "missing_estimated_decision_date"),
        ("eir_extension", "EISR", "until", "missing_new_date"),
        ("transfer", "EIR", "to", "missing_other_authority"),
        ("invalid_request", "FOISA", "advice", "missing_advice"),
    ],
)
def test_what_the_law_requires_blocks_where_it_is_missing(kind, regime, left_out, code):
    details = made.details_of(kind, regime)
    details[left_out] = None if left_out == "amount_pence" else ""

    content = compose_procedural(
        made.request(regime), kind=kind, details=details, on=made.ON
    )

    blocking = {
        one.code for one in findings_in(content) if one.severity is Severity.BLOCK
    }
    assert code in blocking


def test_an_acknowledgement_gives_the_last_day_that_the_law_gives():
    content = made.content_of("acknowledgement", "FOIA")

    assert "by 31 March 2026 at the latest" in words_of(content)


@pytest.mark.parametrize("regime", ["FOIA", "EIR", "FOISA", "EISR"])
def test_an_acknowledgement_after_the_last_day_promises_it_no_more(regime):
    content = compose_procedural(
        made.request(regime), kind="acknowledgement", details={}, on=date(2026, 4, 20)
    )

    assert codes(content) == {"date_already_past"}


def test_words_of_a_late_notice_promise_no_day_that_is_past():
    late = {**made.DETAILS["pit_extension"], "until": "2026-04-27"}
    late["meanwhile"] = "You will have our answer to question 1 by 31 March 2026."
    content = compose_procedural(
        made.request(), kind="pit_extension", details=late, on=date(2026, 4, 20)
    )

    assert codes(content) == {"notice_out_of_time", "promise_past"}


@pytest.mark.parametrize("regime", ["FOIA", "EIR", "FOISA", "EISR"])
@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Midtown keeps the map of the cameras.", {"late_without_apology"}),
        ("We are sorry that this is late: Midtown keeps the map.", set()),
    ],
)
def test_a_late_transfer_apologises(regime, reason, expected):
    details = {**made.details_of("transfer", regime), "advice": reason}
    content = compose_procedural(
        made.request(regime), kind="transfer", details=details, on=date(2026, 4, 20)
    )

    assert codes(content) == expected


def test_an_acknowledgement_whose_day_is_not_the_laws_is_blocked():
    foi_request = made.request()
    foi_request.due_on = date(2026, 4, 1)

    content = compose_procedural(
        foi_request, kind="acknowledgement", details={}, on=made.ON
    )

    assert "date_disagrees" in codes(content)


def test_an_acknowledgement_says_nothing_on_what_is_held():
    details = {"remarks": "We can confirm that we hold some of this information."}

    content = compose_procedural(
        made.request(), kind="acknowledgement", details=details, on=made.ON
    )

    assert "must_not_contain_held_statement" in codes(content)


@pytest.mark.parametrize("regime", ["FOIA", "EIR", "FOISA", "EISR"])
def test_a_delay_never_calls_itself_an_extension(regime):
    details = {"reason": "We are extending the time.", "until": "2026-04-17"}

    content = compose_procedural(
        made.request(regime), kind="delay_notice", details=details, on=made.ON
    )

    assert "must_not_contain_extension_statement" in codes(content)
    assert "exten" not in words_of(made.content_of("delay_notice", regime)).lower()


def test_a_delay_after_the_day_says_that_it_is_late():
    content = made.content_of("delay_notice", "FOISA", on=date(2026, 4, 9))

    assert "We have not done so, and we are sorry" in words_of(content)


@pytest.mark.parametrize(
    ("regime", "last_day"),
    [
        # Three months beginning with the day of the notice.
        ("FOIA", "8 June 2026"),
        ("FOISA", "8 June 2026"),
        # Sixty working days after the day of the notice.
        ("EIR", "8 June 2026"),
        ("EISR", "3 June 2026"),
    ],
)
def test_a_fees_notice_gives_the_last_day_to_pay(regime, last_day):
    assert f"pay by {last_day}" in words_of(made.content_of("fees_notice", regime))


def test_a_fees_notice_with_another_last_day_is_blocked():
    details = {**made.DETAILS["fees_notice"], "pay_by": "2026-05-01"}

    content = compose_procedural(
        made.request(), kind="fees_notice", details=details, on=made.ON
    )

    assert "date_disagrees" in codes(content)


@pytest.mark.parametrize(
    ("regime", "changed", "expected"),
    [
        pytest.param(
            "FOISA",
            {"amount_pence": 5001},
            {"fee_above_scale"},
            id="a tenth of what is above £100",
        ),
        pytest.param(
            "FOISA",
            {"cost_pence": None},
            {"cost_not_given", "missing_fee_calculation"},
            id="without its cost",
        ),
        pytest.param(
            "FOISA",
            {"cost_pence": 60_001, "other_pence": 1},
            {"cost_above_limit"},
            id="above £600: section 13",
        ),
        pytest.param(
            "FOISA",
            {"hours": "", "rate_pence": None},
            {"missing_fee_calculation"},
            id="SSI 2004/467 reg 4(4)",
        ),
        pytest.param(
            "FOISA",
            {
                "basis": "above_limit",
                "hours": "66",
                "other_pence": 1_000,
                "cost_pence": 100_000,
                "amount_pence": 45_000,
            },
            set(),
            id="section 13: £50 and what is above £600",
        ),
        pytest.param(
            "FOISA",
            {
                "basis": "above_limit",
                "hours": "66",
                "other_pence": 1_000,
                "cost_pence": 100_000,
                "amount_pence": 45_001,
            },
            {"fee_above_scale"},
            id="section 13: not a penny more",
        ),
        pytest.param(
            "FOISA",
            {"basis": "above_limit", "cost_pence": 60_000},
            {"estimate_within_limit"},
            id="section 13 only above the limit",
        ),
        pytest.param(
            "EISR",
            {"cost_pence": 4_549},
            {"fee_above_scale"},
            id="EISR reg 8(3): never above the cost",
        ),
        pytest.param(
            "EISR", {"cost_pence": 4_550}, set(), id="EISR reg 8(3): up to the cost"
        ),
        pytest.param(
            "EISR", {"cost_pence": None}, {"cost_not_given"}, id="EISR: no cost"
        ),
    ],
)
def test_a_scottish_fee_follows_its_regulations(regime, changed, expected):
    details = {**made.DETAILS["fees_notice"], **changed}

    content = compose_procedural(
        made.request(regime), kind="fees_notice", details=details, on=made.ON
    )

    assert codes(content) == expected


def test_a_fee_that_an_installation_entered_is_the_one_of_the_day_of_receipt():
    chief = UserFactory(roles=["administrator"])
    DatedEntry.objects.create(
        fact="fees_scotland",
        from_on=date(2026, 3, 1),
        values={
            "free_pence": 20_000,
            "share_percent": 10,
            "above_limit_pence": 5_000,
        },
        source="SSI 2026/1",
        reason="The free part was raised.",
        by=chief,
    )

    content = made.content_of("fees_notice", "FOISA")

    assert content.figures.most_pence == 4_000


_BIDS = "Bidders would learn what each supplier charges before the tender closes."
_PATROLS = "Either reply would show whether officers patrol there at night."


def request_and_question_2(**fields):
    foi_request = made.request(**fields)
    return foi_request, str(foi_request.questions.get(order=3).pk)


@pytest.mark.parametrize("held", ["unsaid", "held", "held_in_part"])
def test_an_extension_says_whether_the_information_is_held(held):
    foi_request, second = request_and_question_2()
    details = {
        **made.DETAILS["pit_extension"],
        "held": held,
        "reliances": [{"key": "FOIA 43(2)", "questions": [second], "why": _BIDS}],
    }

    content = compose_procedural(
        foi_request, kind="pit_extension", details=details, on=made.ON
    )

    said = words_of(content)
    assert ("missing_held_statement" in codes(content)) == (held == "unsaid")
    whole = "We hold the information asked for in question 2."
    part = "We hold part of the information asked for in question 2."
    assert (whole in said) == (held == "held")
    assert (part in said) == (held == "held_in_part")
    assert "The exemption below covers it." in said
    assert "may be exempt" not in said


def test_time_to_decide_whether_to_confirm_needs_no_confirmation():
    foi_request, second = request_and_question_2()
    details = {
        **made.DETAILS["pit_extension"],
        "held": "unsaid",
        "reliances": [{"key": "FOIA 31(3)", "questions": [second], "why": _PATROLS}],
    }

    content = compose_procedural(
        foi_request, kind="pit_extension", details=details, on=made.ON
    )

    said = words_of(content)
    assert codes(content) == set()
    assert (
        "We are considering whether the public interest allows us to say whether we "
        "hold the information asked for in question 2." in said
    )
    assert "We hold" not in said
    assert "covers it" not in said


def test_questions_are_named_in_welsh_in_a_welsh_letter():
    foi_request, second = request_and_question_2(language="cy")
    details = {
        **made.DETAILS["pit_extension"],
        "reliances": [{"key": "FOIA 43(2)", "questions": [second], "why": _BIDS}],
    }

    content = compose_procedural(
        foi_request, kind="pit_extension", details=details, on=made.ON
    )

    assert "rhan hon o’ch cais: cwestiwn 2." in words_of(content)


@pytest.mark.parametrize(
    ("regime", "severity"), [("EIR", Severity.WARN), ("EISR", Severity.BLOCK)]
)
@pytest.mark.parametrize("left_out", ["complexity", "volume"])
def test_an_extension_for_volume_gives_both_reasons(regime, severity, left_out):
    details = {**made.DETAILS["eir_extension"], left_out: ""}

    content = compose_procedural(
        made.request(regime), kind="eir_extension", details=details, on=made.ON
    )

    (found,) = findings_in(content)
    assert found.code == "missing_complexity_and_volume_reason"
    assert found.severity is severity


def test_a_review_extended_too_late_owns_up_to_it():
    review = made.kinds.under_review("FOIA")
    late = date(2026, 3, 20)
    details = {"reason": "Two offices hold files.", "until": "2026-04-10"}

    content = compose_procedural(
        review, kind="review_extension", details=details, on=late
    )

    assert "by 16 March 2026. We did not, and we are sorry." in words_of(content)


@pytest.mark.parametrize("regime", ["FOIA", "FOISA", "EIR", "EISR"])
def test_ordinary_correspondence_claims_nothing_about_what_is_held(regime):
    details = {**made.DETAILS["invalid_request"], "lack": "business"}

    content = compose_procedural(
        made.request(regime), kind="invalid_request", details=details, on=made.ON
    )

    said = words_of(content)
    assert "answering it as ordinary correspondence" in said
    assert "we hold" not in said


def test_time_is_taken_only_for_qualified_exemptions():
    details = {
        **made.DETAILS["pit_extension"],
        "reliances": [{"key": "FOIA 21(1)", "why": "It is published."}],
    }

    content = compose_procedural(
        made.request(), kind="pit_extension", details=details, on=made.ON
    )

    assert "extension_without_qualified_ground" in codes(content)


def test_a_day_later_than_the_commissioner_expects_needs_its_reason():
    details = {
        **made.DETAILS["pit_extension"],
        "until": "2026-06-30",
        "reason": "",
    }

    content = compose_procedural(
        made.request(), kind="pit_extension", details=details, on=made.ON
    )

    assert codes(content) == {"later_than_expected"}


def test_the_grounds_of_the_draft_are_offered_with_their_questions():
    foi_request = made.kinds.partial_disclosure()
    case = Case(foi_request, on=made.ON)
    kind = KINDS["pit_extension"]

    said = values_of(kind.fields(case), {})

    (reliance,) = said["reliances"]
    assert reliance.key == "FOIA 31(1)(a)"
    assert case.cited(case.chosen(reliance.questions)) == "questions 1(a), 1(b) and 2"
    assert reliance.why == made.kinds.REASONS["why_applies"]


def test_a_blank_left_to_fill_in_is_found():
    details = {**made.DETAILS["delay_notice"], "reason": "Because of [insert reason]."}

    content = compose_procedural(
        made.request(), kind="delay_notice", details=details, on=made.ON
    )

    assert codes(content) == {"placeholder"}


def test_a_day_counted_from_issue_moves_with_it():
    foi_request = made.request()
    details = made.DETAILS["fees_notice"]

    tomorrow = compose_procedural(
        foi_request, kind="fees_notice", details=details, on=date(2026, 3, 10)
    )

    assert tomorrow.pay_by == date(2026, 6, 9)
    assert codes(tomorrow) == set()


def offered(regime, on=made.ON, **fields):
    case = Case(made.request(regime, **fields), on=on)
    return {str(kind.type) for kind in kinds_open_to(case)}


def test_each_law_offers_the_letters_it_knows():
    always = {"acknowledgement", "clarification", "fees_notice", "delay_notice"}
    always |= {"transfer", "invalid_request"}

    assert offered("FOIA") == always | {"pit_extension"}
    assert offered("EIR") == always | {"eir_extension"}
    assert offered("FOISA") == always
    assert offered("EISR") == always | {"eir_extension"}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_late_notice_on_the_public_interest_apologises_and_says_it_is_late(language):
    on = date(2026, 4, 20)
    late = {**made.DETAILS["pit_extension"], "until": "2026-04-27"}
    content = compose_procedural(
        made.request(language=language),
        kind="pit_extension",
        details=late | {"meanwhile": ""},
        on=on,
    )

    assert codes(content) == {"notice_out_of_time"}
    sorry = {"en": "and did not. We are sorry.", "cy": "Mae’n ddrwg gennym."}
    assert sorry[language] in words_of(content)
    assert sorry["en"] not in words_of(made.content_of("pit_extension", "FOIA"))


def test_once_the_day_has_passed_neither_fee_nor_extension_is_offered():
    late = date(2026, 4, 20)

    assert not offered("FOIA", late) & {"fees_notice"}
    assert "pit_extension" in offered("FOIA", late), "the notice is owed all the same"
    assert not offered("EIR", late) & {"fees_notice", "eir_extension"}
    assert "delay_notice" in offered("FOISA", late)


@pytest.mark.parametrize("state", ["awaiting_clarification", "answered", "received"])
def test_a_request_on_which_no_time_runs_is_offered_none(state):
    assert offered("FOIA", state=state) == set()


def test_in_clearance_only_what_leaves_the_draft_alone_is_offered():
    assert offered("FOIA", state="clearance") == {
        "acknowledgement",
        "pit_extension",
        "delay_notice",
    }


def test_what_is_typed_is_escaped():
    details = {**made.DETAILS["transfer"], "to": "<script>alert(1)</script>"}

    content = compose_procedural(
        made.request(), kind="transfer", details=details, on=made.ON
    )

    page = page_of(content)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("kind", "regime"), made.EVERY_PROCEDURAL_LETTER)
def test_a_letter_that_answers_nothing_does_not_call_itself_a_response(kind, regime):
    assert "this response" not in words_of(made.content_of(kind, regime))


def test_a_message_that_is_no_request_is_not_called_one_over_its_words():
    page = page_of(made.content_of("invalid_request", "FOIA"))

    assert "Your message</h2>" in page
    assert "Your request</h2>" not in page


@pytest.mark.parametrize("kind", ["acknowledgement", "clarification"])
@pytest.mark.parametrize("cited", ["section 47B", "section 47B and section 99"])
def test_a_provision_that_does_not_exist_is_told_where_the_officer_chooses(kind, cited):
    foi_request = made.request("FOIA")
    foi_request.received_text = f"Under {cited} of FOIA, how many are there?"

    def composed(**more):
        details = {**made.details_of(kind, "FOIA"), **more}
        return compose_procedural(foi_request, kind=kind, details=details, on=made.ON)

    assert "We cannot find" not in words_of(composed())
    content = composed(no_such="say")
    assert f"We cannot find “{cited}”, named in your request" in words_of(content)
    assert findings_in(content) == ()


def test_a_request_that_names_only_what_exists_is_asked_nothing():
    foi_request = made.request("FOIA")
    for text in ("Under section 8 of the Freedom of Information Act", "No law."):
        foi_request.received_text = text
        case = Case(foi_request, on=made.ON)
        names = [each.name for each in KINDS["acknowledgement"].fields(case)]
        assert names == ["remarks"]
