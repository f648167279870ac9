"""Blocking findings, and warnings that may be overridden."""

import pytest
from django.db import DatabaseError, transaction

from requests_app.workflow import TransitionNotAllowed
from responses.checks.history import ChecksHistory
from responses.checks.services import (
    CannotOverride,
    ResponseNotReady,
    check_ready,
    findings,
    override_warning,
    remove_override,
)
from responses.clearance.services import send_for_clearance
from responses.letters.composing import compose
from responses.models import WarningOverride
from tests.factories import FOIRequestFactory, QuestionFactory
from tests.responses import kinds
from tests.responses.kinds import AT, ON


@pytest.fixture
def foi_request(officer):
    return kinds.mixed_with_ncnd(authority=officer.authority)


def content_of(foi_request):
    return compose(foi_request, on=ON)


def found_in(foi_request):
    return findings(foi_request, content_of(foi_request))


def standing(foi_request):
    return {one.finding.code for one in found_in(foi_request) if one.is_standing}


def override(foi_request, code, by, **changes):
    found = next(one for one in found_in(foi_request) if one.finding.code == code)
    return override_warning(
        **{
            "foi_request": foi_request,
            "content": content_of(foi_request),
            "fingerprint": found.fingerprint,
            "reason": "The harm is the same under both.",
            "by": by,
            "on": ON,
            "at": AT,
            **changes,
        }
    )


def test_a_warning_not_overridden_keeps_the_letter_back(foi_request, officer):
    with pytest.raises(
        ResponseNotReady, match="2 points must be put right, or overridden"
    ):
        send_for_clearance(foi_request=foi_request, by=officer, on=ON, at=AT)


def test_once_every_warning_is_overridden_the_letter_goes(foi_request, officer):
    override(foi_request, "one_balance_for_several", officer)
    with pytest.raises(ResponseNotReady, match="One point"):
        check_ready(foi_request, content_of(foi_request))

    override(foi_request, "cited_without_partner", officer)

    check_ready(foi_request, content_of(foi_request))


def test_the_reason_is_in_the_history(foi_request, officer):
    row = override(foi_request, "one_balance_for_several", officer)

    entry = foi_request.history.first()
    assert entry.kind == ChecksHistory.WARNING_OVERRIDDEN
    assert (entry.by, entry.note) == (officer, "The harm is the same under both.")
    assert entry.changes == {"warning": ["", row.message]}


def test_what_the_law_asks_for_is_never_overridden(foi_request, officer):
    QuestionFactory(foi_request=foi_request, order=9, label="3")

    with pytest.raises(CannotOverride, match="cannot be overridden"):
        override(foi_request, "question_without_outcome", officer)

    assert not WarningOverride.objects.exists()
    assert not foi_request.history.exists()


def test_a_row_for_what_blocks_counts_for_nothing(foi_request, officer):
    QuestionFactory(foi_request=foi_request, order=9, label="3")
    found = next(one for one in found_in(foi_request) if one.is_blocking)
    WarningOverride.objects.create(
        foi_request=foi_request,
        code=found.finding.code,
        about=found.finding.about,
        message=found.finding.message,
        fingerprint=found.fingerprint,
        reason="Never mind.",
        by=officer,
    )

    assert found.finding.code in standing(foi_request)


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 2_001])
def test_a_warning_is_not_overridden_without_a_reason_of_bearable_length(
    foi_request, officer, reason
):
    with pytest.raises(CannotOverride, match=r"reason|Say why"):
        override(foi_request, "one_balance_for_several", officer, reason=reason)


def test_a_warning_that_changed_is_decided_again(foi_request, officer):
    override(foi_request, "one_balance_for_several", officer)
    statement = foi_request.statement
    statement.citations.filter(provision_key="FOIA 31(3)").update(
        provision_key="FOIA 43(3)"
    )

    assert "one_balance_for_several" in standing(foi_request)


def test_a_warning_the_letter_no_longer_has_is_not_overridden(foi_request, officer):
    stale = next(
        one
        for one in found_in(foi_request)
        if one.finding.code == "one_balance_for_several"
    )
    foi_request.statement.citations.filter(provision_key="FOIA 31(3)").delete()

    with pytest.raises(CannotOverride, match="no longer has this warning"):
        override_warning(
            foi_request=foi_request,
            content=content_of(foi_request),
            fingerprint=stale.fingerprint,
            reason="It is the same.",
            by=officer,
            on=ON,
            at=AT,
        )


def test_a_better_reason_takes_the_place_of_the_first(foi_request, officer, manager):
    override(foi_request, "one_balance_for_several", officer)

    override(
        foi_request, "one_balance_for_several", manager, reason="Both guard one thing."
    )

    row = WarningOverride.objects.get()
    assert (row.by, row.reason) == (manager, "Both guard one thing.")
    assert foi_request.history.count() == 2


def test_a_warning_stands_again_once_its_override_is_removed(foi_request, officer):
    row = override(foi_request, "one_balance_for_several", officer)

    remove_override(override=row, by=officer, on=ON)
    remove_override(override=row, by=officer, on=ON)

    assert "one_balance_for_several" in standing(foi_request)
    kinds_told = list(foi_request.history.values_list("kind", flat=True))
    assert kinds_told.count(ChecksHistory.OVERRIDE_REMOVED) == 1


def test_nothing_is_decided_about_a_response_that_is_not_being_made(officer):
    foi_request = kinds.mixed_with_ncnd(authority=officer.authority, state="withdrawn")

    with pytest.raises(TransitionNotAllowed, match="Withdrawn"):
        override(foi_request, "one_balance_for_several", officer)


def test_overrides_go_with_the_letter(foi_request, officer, approver):
    stale = WarningOverride.objects.create(
        foi_request=foi_request,
        code="missing_copyright",
        message="It was missing.",
        fingerprint="0" * 64,
        reason="It is short.",
        by=officer,
    )

    letter = kinds.issued(foi_request, by=officer, approver=approver)

    codes = set(letter.warning_overrides.values_list("code", flat=True))
    assert codes == {"one_balance_for_several", "cited_without_partner"}
    assert not WarningOverride.objects.filter(pk=stale.pk).exists()
    # A further letter says something new, and begins afresh.
    assert standing(foi_request) == codes | {
        "opening_left_over",
        "ending_left_over",
        "missing_what_changed",
    }


def test_what_was_decided_about_an_issued_letter_never_changes(
    foi_request, officer, approver
):
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    row = letter.warning_overrides.first()

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        WarningOverride.objects.filter(pk=row.pk).update(reason="Another reason.")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        row.delete()


def test_a_warning_of_another_request_is_overridden_there_alone(foi_request, officer):
    other = kinds.mixed_with_ncnd(authority=officer.authority)
    kinds.nothing_warns(other, by=officer)

    assert standing(foi_request) == {"one_balance_for_several", "cited_without_partner"}


def test_finding_takes_seven_queries_more_than_the_letter(
    officer, django_assert_num_queries
):
    foi_request = FOIRequestFactory(authority=officer.authority)
    content = content_of(foi_request)

    # The overrides, open comments, open suggestions, advice, the rules on advice,
    # messages that nobody has read, and workbooks given back with earlier answers.
    with django_assert_num_queries(7):
        findings(foi_request, content)
