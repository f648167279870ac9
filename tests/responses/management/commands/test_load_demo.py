"""The demonstration shows every state, regime and band of due dates."""

import io
import os
import re
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import call_command

from accounts.policy import Role
from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.letters.composing import compose
from responses.management.demonstration import Demonstration
from responses.management.story import PASSWORD
from responses.models import Dispatch, Letter, WarningOverride
from statute.notices import LetterType
from statute.regimes import Regime
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    """Run as a demonstration, which alone may be loaded."""
    settings.IS_DEMONSTRATION = True


def load() -> str:
    output = io.StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


def test_loading_twice_loads_once_and_prints_the_sign_ins_each_time():
    first, second = load(), load()

    assert FOIRequest.objects.filter(review_of=None).count() == 21
    assert "Loaded 21" in first
    assert "Loaded" not in second
    assert f"“{PASSWORD}”" in second
    assert all(role in second for role in Role.values)


def test_the_demonstration_shows_every_state_but_two_and_every_regime():
    load()

    shown = set(FOIRequest.objects.values_list("state", flat=True))
    assert shown == set(State) - {State.NOT_VALID, State.LAPSED, State.DOUBLE}
    assert set(FOIRequest.objects.values_list("regime", flat=True)) == {
        Regime.FOIA,
        Regime.EIR,
        Regime.FOISA,
        Regime.EISR,
    }


def test_some_are_overdue_some_due_today_and_some_due_within_the_week():
    today = date(2026, 11, 23)
    Demonstration(today=today).load()

    running = FOIRequest.objects.running()
    assert running.filter(due_on__lt=today).count() == 2
    assert running.filter(due_on=today).count() == 2
    assert running.filter(due_on__range=(today, date(2026, 11, 27))).count() == 6


@pytest.mark.parametrize(
    "today",
    [
        pytest.param(date(2026, 1, 4), id="a Sunday after the New Year"),
        pytest.param(date(2026, 4, 6), id="Easter Monday"),
        pytest.param(date(2026, 11, 23), id="a Monday"),
    ],
)
def test_the_story_can_be_told_on_any_day(today):
    assert Demonstration(today=today).load() == 21


def test_letters_that_move_a_request_are_real():
    load()

    issued = Letter.objects.filter(procedural_draft__isnull=False)
    assert set(issued.values_list("type", flat=True)) == {
        LetterType.ACKNOWLEDGEMENT,
        LetterType.CLARIFICATION,
        LetterType.FEES_NOTICE,
        LetterType.EIR_EXTENSION,
        LetterType.TRANSFER,
    }


def test_the_long_letter_is_issued_and_waits_for_its_pdf():
    load()

    letter = Letter.objects.get(
        foi_request__subject="Number-plate cameras shared with private car parks"
    )
    assert letter.type == LetterType.MIXED_WITH_NCND
    assert "Section 24(2)" in letter.html
    assert "Questions 1(b) to 1(f)" in letter.html


def test_the_letters_of_the_demonstration_warn_of_nothing_but_one_shared_balance():
    load()

    assert Letter.objects.responses().exists()
    codes = set(WarningOverride.objects.values_list("code", flat=True))
    assert codes == {"one_balance_for_several"}


def test_one_review_is_under_way_and_one_is_decided():
    load()

    reviews = FOIRequest.objects.exclude(review_of=None)
    assert sorted(reviews.values_list("state", flat=True)) == ["answered", "answering"]
    letter = Letter.objects.get(type=LetterType.REVIEW_OUTCOME)
    assert "1,260 drivers were caught" in letter.html


def test_letters_of_the_demonstration_met_every_fate_and_none_is_about_to_leave():
    load()

    fates = Dispatch.objects.all()
    assert fates.filter(unconfirmed_since__isnull=False).count() == 1
    assert fates.filter(stopped_at__isnull=False).count() == 1
    assert fates.filter(failed_at__isnull=False, sent_at__isnull=True).count() == 1
    assert fates.filter(failed_at__isnull=False, sent_at__isnull=False).count() == 1
    assert fates.filter(channel="elsewhere", sent_at__isnull=False).exists()
    assert fates.filter(channel="post", sent_at__isnull=False).exists()
    assert fates.waiting().filter(channel="post").exists()
    assert not fates.waiting().filter(channel="email", begun_at=None).exists()


def test_the_demonstration_sends_nothing_whatever_the_environment_says():
    asked = "from django.conf import settings; print(settings.EMAIL_BACKEND)"
    told = subprocess.run(
        [sys.executable, "-c", asked],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "foi.settings",
            "FOI_DEMONSTRATION": "1",
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        },
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "django.core.mail.backends.filebased.EmailBackend"


def test_the_estimate_of_the_demonstration_adds_up():
    load()

    made = FOIRequest.objects.get(answers__outcome="cost")
    content = compose(made, on=date(2026, 3, 9))
    (costing,) = (
        ground.costing for answer in content.answers for ground in answer.grounds
    )
    said = costing.method.replace(",", "")
    numbers = [int(one) for one in re.findall(r"\d+", said)]

    a_month, months, messages = numbers[:3]
    each = f"{messages / 60:,.0f}"
    assert a_month * months == messages
    assert costing.activities == (("locating", each), ("extracting", each))
    assert costing.hours == f"{2 * messages / 60:,.0f}"


def test_the_fee_of_the_demonstration_adds_up():
    load()

    letter = Letter.objects.get(type=LetterType.FEES_NOTICE)

    assert "425 at £0.10 each, £42.50" in letter.html
    assert "The fee that we ask for: £42.50" in letter.html
