"""Complaints to the regulator are recorded, decided, appealed, listed and counted."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from requests_app.complaints.history import ComplaintsHistory
from requests_app.complaints.queries import EXPORTED, exported, steps_due
from requests_app.complaints.services import (
    ComplaintChanged,
    ComplaintNotPossible,
    change_complaint,
    record_complaint,
)
from requests_app.models import Complaint
from requests_app.models.complaints import FACTS
from returns.population import Period, cells, population
from tests.factories import FOIRequestFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
HEARD = date(2026, 5, 4)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="1-26",
        state="answered",
        received_on=date(2026, 1, 5),
        answered_on=date(2026, 2, 2),
        closed_on=date(2026, 2, 2),
        provisions=["FOIA 43(2)", "FOIA 40(2)"],
    )


def complain(foi_request, officer, **facts):
    given = {"case_number": "IC-1", "received_on": HEARD, "by": officer, "on": ON}
    return record_complaint(foi_request=foi_request, **{**given, **facts})


def change(complaint, officer, **facts):
    before = {name: getattr(complaint, name) for name in FACTS}
    given = {"version": complaint.version, "by": officer, "on": ON}
    return change_complaint(complaint=complaint, **{**given, **before, **facts})


DECIDED = {"outcome": "partly_upheld", "decided_on": date(2026, 6, 1)}


def test_a_complaint_is_recorded_with_the_step_owed(foi_request, officer):
    complaint = complain(
        foi_request, officer, next_step="submission", step_due_on=date(2026, 6, 1)
    )

    assert complaint.standing == "With the regulator"
    entry = foi_request.history.get(kind=ComplaintsHistory.COMPLAINT_RECORDED)
    assert entry.note == "IC-1."
    assert entry.changes["Next step due"] == ["", "1 June 2026"]
    assert entry.changes["Next step"] == ["", "Answer the regulator’s questions"]
    [due] = steps_due(officer, [officer])
    assert (due.on, due.summary) == (
        date(2026, 6, 1),
        "Answer the regulator’s questions: request 1-26",
    )


def test_decision_provisions_and_appeal_follow(foi_request, officer):
    complaint = complain(foi_request, officer)

    complaint = change(
        complaint,
        officer,
        **DECIDED,
        notice_number="IC-1-DN",
        fates={"FOIA 43(2)": "overturned"},
    )
    assert complaint.standing == "Decision of the authority upheld in part"
    complaint = change(
        complaint, officer, appellant="authority", appealed_on=date(2026, 6, 20)
    )
    assert complaint.standing == "At the tribunal"

    decided = foi_request.history.get(kind=ComplaintsHistory.COMPLAINT_DECIDED)
    assert decided.changes["Provisions"] == ["", "FOIA 43(2): overturned"]
    told = dict(zip(EXPORTED, exported([foi_request.pk])[foi_request.pk], strict=True))
    assert told["Complaint to the regulator"] == "IC-1"
    assert told["Complaint decided"] == date(2026, 6, 1)
    assert told["Provisions at the regulator"] == "FOIA 43(2): overturned"
    assert told["Appeal to the tribunal"] == "At the tribunal"


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"received_on": date(2026, 7, 1)}, "received_on", "in the future"),
        ({"received_on": date(2026, 1, 4)}, "received_on", "5 January 2026"),
        ({"step_due_on": ON}, "next_step", "Say what is due"),
        ({"outcome": "upheld"}, "decided_on", "Enter both"),
        ({"decided_on": ON}, "outcome", "Enter both"),
        (
            {"outcome": "upheld", "decided_on": date(2026, 5, 1)},
            "decided_on",
            "before the complaint was received",
        ),
        (
            {"appellant": "requester", "appealed_on": ON},
            "appealed_on",
            "Enter first the day on which the regulator decided",
        ),
        ({"fates": {"FOIA 43(2)": "upheld"}}, "outcome", "before the provisions"),
        ({**DECIDED, "fates": {"FOIA 1": "upheld"}}, "fates", "from the list"),
        ({**DECIDED, "fates": {"FOIA 43(2)": "won"}}, "fates", "from the list"),
        ({}, "", "Nothing was changed"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    foi_request, officer, facts, field, said
):
    complaint = complain(foi_request, officer)

    with pytest.raises(ComplaintNotPossible, match=said) as refusal:
        change(complaint, officer, **facts)

    assert refusal.value.field == field
    complaint.refresh_from_db()
    assert complaint.version == 1


def test_the_same_complaint_twice_and_a_stale_page_are_refused(foi_request, officer):
    complaint = complain(foi_request, officer)

    with pytest.raises(ComplaintNotPossible, match="on record already"):
        complain(foi_request, officer, case_number="ic-1 ")
    change(complaint, officer, **DECIDED)
    with pytest.raises(ComplaintChanged, match="Nothing was overwritten"):
        change(complaint, officer, notice_number="X")


def test_the_database_refuses_half_a_decision(foi_request):
    with pytest.raises(IntegrityError, match="complaint_decided"), transaction.atomic():
        Complaint.objects.create(
            foi_request=foi_request, received_on=HEARD, outcome="upheld"
        )


def test_the_pages_record_and_change(client, foi_request, officer):
    client.force_login(officer)
    record_url = reverse("record-complaint", args=["1-26"])
    day = dict(zip(("_0", "_1", "_2"), (4, 5, 2026), strict=True))
    typed = {f"received_on{part}": value for part, value in day.items()}

    client.post(record_url, {**typed, "case_number": "IC-9", "next_step": ""})
    complaint = foi_request.complaints.get()
    page = client.get(foi_request.get_absolute_url()).text
    url = complaint.get_absolute_url()
    half = client.post(
        url, {**typed, "case_number": "IC-9", "outcome": "upheld", "version": 1}
    )
    name = next(
        name
        for name, key in client.get(url).context["form"].keys.items()
        if key == "FOIA 40(2)"
    )
    decided = {"decided_on_0": 1, "decided_on_1": 6, "decided_on_2": 2026}
    client.post(
        url, {**typed, "outcome": "upheld", **decided, name: "upheld", "version": 1}
    )

    assert "IC-9" in page
    assert url in page
    assert "Enter both" in half.text
    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.fates) == ("upheld", {"FOIA 40(2)": "upheld"})


def test_requests_are_listed_and_counted_by_complaint(client, foi_request, officer):
    FOIRequestFactory(authority=officer.authority, received_on=date(2026, 1, 6))
    complaint = complain(foi_request, officer, next_step="submission")
    client.force_login(officer)

    def listed(value):
        page = client.get(reverse("foi-requests"), {"complaint": value})
        return [str(row.foi_request) for row in page.context["object_list"]]

    def counted(on):
        period = Period(date(2026, 1, 1), date(2026, 3, 31), on, ON)
        found = cells(
            population(officer.authority, period), ["complaint"], period.moment
        )
        return {cell.values["complaint"]: cell.number for cell in found}

    assert (listed("open"), listed("decided")) == (["1-26"], [])
    assert listed("step") == ["1-26"]
    change(complaint, officer, **DECIDED, next_step="")
    assert (listed("open"), listed("decided")) == ([], ["1-26"])
    assert listed("step") == []
    assert counted(date(2026, 5, 3)) == {"": 2}
    assert counted(date(2026, 5, 31)) == {"": 1, "open": 1}
    assert counted(ON) == {"": 1, "partly_upheld": 1}


def test_a_correction_keeps_the_old_values_in_history(foi_request, officer):
    complaint = change(
        complain(foi_request, officer, next_step="submission"),
        officer,
        **DECIDED,
        fates={"FOIA 43(2)": "overturned"},
    )

    complaint = change(
        complaint,
        officer,
        outcome="upheld",
        decided_on=date(2026, 6, 2),
        case_number="IC-2",
        fates={"FOIA 43(2)": "upheld"},
    )

    entry = foi_request.history.get(kind=ComplaintsHistory.COMPLAINT_CORRECTED)
    assert entry.changes == {
        "Case number": ["IC-1", "IC-2"],
        "Outcome at the regulator": [
            "Decision of the authority upheld in part",
            "Decision of the authority upheld",
        ],
        "Decided by the regulator": ["1 June 2026", "2 June 2026"],
        "Provisions": ["FOIA 43(2): overturned", "FOIA 43(2): upheld"],
    }
    # A decision entered by mistake goes; its old value stays in the history.
    complaint = change(complaint, officer, outcome="", decided_on=None, fates={})
    assert complaint.standing == "With the regulator"
    entry = foi_request.history.latest("pk")
    assert entry.kind == ComplaintsHistory.COMPLAINT_CORRECTED
    assert entry.changes["Decided by the regulator"] == ["2 June 2026", ""]
    # The next step follows the one before, and corrects none.
    change(complaint, officer, next_step="information_notice")
    assert foi_request.history.latest("pk").kind == ComplaintsHistory.COMPLAINT_CHANGED


def test_lists_show_and_filter_outcomes_and_appeals(client, foi_request, officer):
    FOIRequestFactory(authority=officer.authority, reference="2-26")
    complaint = complain(foi_request, officer)
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    def listed(**wanted):
        page = client.get(reverse("foi-requests"), wanted)
        return [str(row.foi_request) for row in page.context["object_list"]]

    def shown():
        page = client.get(
            reverse("foi-requests"), {"state": "all", "columns": "complaint"}
        )
        return {
            str(row.foi_request): row.complaint for row in page.context["object_list"]
        }

    assert shown() == {"1-26": "With the regulator", "2-26": ""}
    assert listed(complaint_outcome="partly_upheld") == []

    complaint = change(complaint, officer, **DECIDED)
    assert shown()["1-26"] == "Decision of the authority upheld in part"
    assert listed(complaint_outcome="partly_upheld,upheld") == ["1-26"]
    assert listed(complaint_outcome="overturned") == []
    assert listed(complaint="appeal_open") == []

    appeal = {"appellant": "requester", "appealed_on": date(2026, 6, 9)}
    complaint = change(complaint, officer, **appeal)
    assert shown()["1-26"] == "At the tribunal"
    assert listed(complaint="appeal_open") == ["1-26"]
    assert listed(complaint="appeal_decided") == []

    closed = {"tribunal_outcome": "dismissed", "tribunal_decided_on": ON}
    change(complaint, officer, **closed)
    assert shown()["1-26"] == "Appeal dismissed"
    assert listed(complaint="appeal_decided", appeal_outcome="dismissed") == ["1-26"]
    assert listed(complaint="appeal_open") == []
    assert listed(appeal_outcome="allowed") == []


def test_the_latest_complaint_of_several_is_shown(client, foi_request, officer):
    first = complain(foi_request, officer, case_number="IC-2", received_on=ON)
    change(first, officer, outcome="informal", decided_on=ON)
    complain(foi_request, officer, case_number="IC-1")
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    page = client.get(
        reverse("foi-requests"), {"state": "all", "columns": "complaint"}
    ).text

    assert "Resolved without a decision notice" in page
