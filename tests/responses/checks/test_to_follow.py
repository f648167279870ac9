"""The reason and the day of an answer to follow."""

from datetime import date, timedelta

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import page_of
from statute.notices import Severity
from tests.responses import kinds
from tests.responses.kinds import ON, answer

pytestmark = pytest.mark.django_db

WHY = "The archive has not sent the files yet."


def to_follow(regime="FOIA", language="en", text="", **facts):
    foi_request = kinds.request(regime, language=language)
    answer(foi_request, 1, 2, 3)
    waiting = answer(foi_request, 0, outcome="to_follow", text=text)
    waiting.facts = facts
    waiting.save()
    return foi_request


def found(foi_request, on=ON):
    findings = findings_in(compose(foi_request, on=on))
    codes = ("to_follow_", "promise_", "missing_reason", "missing_new_date")
    return {one.code: one for one in findings if one.code.startswith(codes)}


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        pytest.param({"follow_why": WHY}, set(), id="its own field"),
        pytest.param({"text": f"<p>{WHY}</p>"}, set(), id="the text, as in old drafts"),
        pytest.param({}, {"to_follow_without_reason"}, id="no reason"),
        pytest.param(
            {"follow_why": "Busy."}, {"to_follow_without_reason"}, id="hardly a reason"
        ),
    ],
)
def test_the_reason_is_given_in_its_field_or_in_the_text(said, codes):
    assert set(found(to_follow(**said))) == codes


@pytest.mark.parametrize(
    ("days", "code", "severity"),
    [
        pytest.param(-1, "promise_past", Severity.BLOCK, id="before the letter"),
        pytest.param(0, None, None, id="the day of the letter"),
        pytest.param("due", None, None, id="the last day allowed"),
        pytest.param("late", "promise_late", Severity.WARN, id="after that day"),
    ],
)
def test_the_day_promised_is_to_come_and_within_the_time(days, code, severity):
    foi_request = to_follow(follow_why=WHY)
    due_on = foi_request.questions.get(order=0).due_on
    promised = {"due": due_on, "late": due_on + timedelta(days=1)}.get(days)
    promised = promised or ON + timedelta(days=days)
    waiting = foi_request.answers.get(outcome="to_follow")
    waiting.facts["follow_by"] = promised.isoformat()
    waiting.save()

    findings = found(foi_request)

    assert set(findings) == ({code} if code else set())
    assert not code or findings[code].severity is severity


@pytest.mark.parametrize(
    ("regime", "source", "says"),
    [
        ("FOIA", "FOIA s.10(1) and (3)", "public interest"),
        ("EIR", "EIR regs 5(2) and 7", "complex and voluminous"),
        ("FOISA", "FOISA s.10(1)", "Nothing in section 10"),
        ("EISR", "EISR regs 5(2)(a) and 7", "complex and voluminous"),
    ],
)
def test_a_late_promise_names_what_alone_gives_more_time(regime, source, says):
    foi_request = to_follow(regime, follow_why=WHY, follow_by="2027-02-01")

    finding = found(foi_request)["promise_late"]

    assert finding.source == source
    assert says in finding.message


def test_an_extension_moves_the_day_that_may_be_promised():
    foi_request = to_follow(follow_why=WHY, follow_by="2027-02-01")
    foi_request.questions.filter(order=0).update(due_on=date(2027, 2, 2))

    assert not found(foi_request)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ["Why our answer is to follow", WHY, "answer by <strong>"]),
        ("cy", ["Pam y bydd ein hateb yn dilyn", WHY, "ein hateb atoch erbyn"]),
    ],
)
def test_the_letter_gives_the_reason_and_the_day(language, says):
    foi_request = to_follow(language=language, follow_why=WHY, follow_by="2026-04-01")

    page = page_of(compose(foi_request, on=ON))

    assert all(words in page for words in says[:2])
    assert "2026" in page[page.index(WHY) :]
