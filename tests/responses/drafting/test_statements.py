from datetime import date

import pytest

from requests_app.models import FOIRequest
from requests_app.search.matching import has_words_of
from responses.drafting.permitted import DraftNotOpen
from responses.drafting.statements import (
    NoReasonForNeither,
    StatementChanged,
    remove_statement,
    save_statement,
)
from responses.drafting.suggested_wording import offered_reason, offered_statement
from responses.models import NCNDStatement
from statute.exemptions import PROVISIONS
from statute.ncnd import grounds_for_neither
from statute.notices import confirmations_in, placeholders_in
from statute.regimes import Regime

TODAY = date(2026, 3, 9)
NEITHER = {"FOIA 24(2)": "Security.", "FOIA 31(3)": "Crime."}


@pytest.fixture
def save(foi_request, officer):
    def save(**changes):
        return save_statement(
            **{
                "foi_request": foi_request,
                "scope": "any other information on covert cameras",
                "reasons": NEITHER,
                "harm": "Either reply would tell.",
                "version": 0,
                "by": officer,
                "on": TODAY,
                **changes,
            }
        )

    return save


def test_a_statement_is_saved_with_its_provisions(save, foi_request, officer):
    statement = save()

    statement.refresh_from_db()
    assert (statement.version, statement.updated_by) == (1, officer)
    assert {
        c.provision_key: c.why_applies for c in statement.citations.all()
    } == NEITHER
    entry = foi_request.history.get()
    assert entry.kind == "statement_saved"
    assert entry.changes["FOIA 31(3)"] == ["", "Crime."]


def test_history_keeps_the_words_before_and_after(save, foi_request):
    save()
    save(harm="Other.", reasons={"FOIA 31(3)": "Crime."}, version=1)

    assert foi_request.history.first().changes == {
        "harm": ["Either reply would tell.", "Other."],
        "FOIA 24(2)": ["Security.", ""],
    }


def test_saving_the_same_twice_is_saving_once(save, foi_request):
    assert save() == save()
    assert foi_request.history.count() == 1


def test_a_statement_somebody_saved_since_is_not_written_over(save):
    save()
    save(harm="Theirs.", version=1)

    with pytest.raises(StatementChanged, match="changed this") as refusal:
        save(harm="Mine.", version=1)

    assert refusal.value.statement.harm == "Theirs."


def test_a_statement_somebody_removed_since_is_not_brought_back(
    save, foi_request, officer
):
    save()
    remove_statement(foi_request=foi_request, version=1, by=officer, on=TODAY)

    with pytest.raises(StatementChanged, match="removed this"):
        save(harm="Mine.", version=1)


@pytest.mark.parametrize("key", ["FOIA 24(1)", "FOIA 12(2)", "FOISA 18(1)", "x"])
def test_only_what_lifts_the_duty_to_confirm_is_relied_on(save, key):
    with pytest.raises(NoReasonForNeither, match="does not lift the duty"):
        save(reasons={key: ""})


def test_a_statement_removed_stays_in_history(save, foi_request, officer):
    save()

    for _ in range(2):
        remove_statement(foi_request=foi_request, version=1, by=officer, on=TODAY)

    assert not NCNDStatement.objects.exists()
    entry = foi_request.history.first()
    assert entry.kind == "statement_removed"
    assert entry.changes["harm"] == ["Either reply would tell.", ""]
    assert foi_request.history.count() == 2


def test_a_statement_saved_since_is_not_removed(save, foi_request, officer):
    save()
    save(harm="Theirs.", version=1)

    with pytest.raises(StatementChanged):
        remove_statement(foi_request=foi_request, version=1, by=officer, on=TODAY)


def test_a_statement_waits_for_the_request_to_be_answered(save, foi_request, officer):
    FOIRequest.objects.update(state="cleared")

    with pytest.raises(DraftNotOpen):
        save()
    with pytest.raises(DraftNotOpen):
        remove_statement(foi_request=foi_request, version=0, by=officer, on=TODAY)


def test_a_request_is_found_by_the_words_of_its_statement(save, foi_request):
    save()

    assert FOIRequest.objects.filter(has_words_of("covert")).get() == foi_request


@pytest.mark.parametrize("regime", ["FOIA", "EIR", "FOISA", "EISR"])
def test_the_wording_offered_gives_nothing_away(regime):
    offered = list(offered_statement(Regime(regime)).values())
    offered += map(offered_reason, (p.key for p in grounds_for_neither(Regime(regime))))

    for text in offered:
        assert not confirmations_in(text)
        assert not placeholders_in(text)


def test_wording_is_offered_for_the_common_provisions_alone():
    assert "national security" in offered_reason("FOIA 24(2)")
    assert offered_reason("FOIA 33(3)") == ""
    assert set(PROVISIONS) >= {"FOIA 24(2)", "FOIA 33(3)"}
