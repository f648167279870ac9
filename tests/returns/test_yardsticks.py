"""Published figures, counted again from as many requests as were published.

The publications print rounded shares and some totals. The numbers of each class below
fit these; the product counts the requests and must print what was published.
"""

import json
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from requests_app.models import FOIRequest
from tests.factories import FOIRequestFactory

PERIOD = {"first": "2024-07-01", "last": "2024-09-30", "on": "2024-12-02"}
RECEIVED, DUE, EXTENDED = date(2024, 7, 15), date(2024, 8, 12), date(2024, 9, 9)
IN_TIME, LATE = date(2024, 8, 9), date(2024, 8, 30)


def answered(outcome, reason="", on=IN_TIME, **more):
    return {
        "state": "answered",
        "answered_on": on,
        "closed_on": on,
        "was_in_time": on <= more.get("due_on", DUE),
        "outcome": outcome,
        "refusal_reason": reason,
        "days_taken": 19 if on == IN_TIME else 34,
        **more,
    }


PERMITTED = {
    "extension": "public_interest",
    "extended_on": DUE,
    "original_due_on": DUE,
    "due_on": EXTENDED,
}
OVERDUE = {"state": "answering", "due_on": DUE}
# Cabinet Office, July to September 2024. Published: received 20,267; resolvable 13,078;
# withheld in whole or part 4,985.
CABINET_OFFICE = [
    (3_400, answered("granted")),
    (131, answered("granted", on=LATE)),
    (1_346, answered("refused", "cost")),
    (100, answered("refused", "vexatious")),
    (50, answered("refused", "repeated")),
    (1_700, answered("refused", "exemption")),
    (74, answered("refused", "ncnd", on=LATE)),
    (1_500, answered("partly_refused", "exemption")),
    (215, answered("partly_refused", "exemption", on=LATE, **PERMITTED)),
    (6_200, answered("not_held")),
    (500, OVERDUE | PERMITTED | {"due_on": date(2024, 12, 9)}),
    (4_062, OVERDUE),
    # Neither resolvable nor, on hold, in the base of timeliness.
    (689, answered("advice", on=LATE)),
    (200, {"state": "awaiting_clarification", "due_on": None}),
    (100, {"state": "lapsed", "closed_on": LATE, "due_on": None}),
    # Outside the bulletin.
    (40, answered("granted", is_routine=True)),
    (30, answered("accessible", "accessible")),
    (20, {"state": "withdrawn", "closed_on": LATE}),
    (10, {"state": "transferred", "closed_on": LATE}),
]
# Scottish Information Commissioner, the year to mid-2024: 89% on time, 77% some or all.
SCOTTISH = [
    (510, answered("granted")),
    (220, answered("partly_refused", "exemption")),
    (40, answered("partly_refused", "exemption", on=LATE)),
    (90, answered("refused", "exemption")),
    (70, answered("not_held")),
    (70, answered("not_held", on=LATE)),
    (55, OVERDUE),
]


def make(authority, lines, **fields):
    """Make a request of each line, and copies of it up to the number."""
    columns = ", ".join(
        f'"{field.column}"'
        for field in FOIRequest._meta.concrete_fields
        if field.column not in {"id", "reference", "form_key", "search_words"}
    )
    for number, each in lines:
        each = {"due_on": DUE} | each
        made = FOIRequestFactory(
            authority=authority, received_on=RECEIVED, **fields | each
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO requests_app_foirequest (reference, {columns}) "  # noqa: S608
                f"SELECT reference || '/' || n, {columns} "
                "FROM requests_app_foirequest, generate_series(2, %s) AS n "
                "WHERE requests_app_foirequest.id = %s",
                [number, made.pk],
            )


def printed(client, key, column="all"):
    """Return the figures of the file that an authority would publish."""
    url = reverse("return-file", kwargs={"key": key, "ending": "json"})
    document = json.loads(client.get(url, PERIOD).content)
    place = [each["key"] for each in document["columns"]].index(column)
    return {row["key"]: row["cells"][place] for row in document["rows"]}


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return client


@pytest.mark.django_db
def test_the_cabinet_office_figures_of_july_to_september_2024(client, manager):
    make(manager.authority, CABINET_OFFICE)

    time = printed(client, "co-time")
    outcome = printed(client, "co-outcome")

    assert time["received"]["value"] == outcome["received"]["value"] == 20_267
    assert outcome["resolvable"]["value"] == 13_078
    assert outcome["withheld"]["value"] == 4_985
    assert outcome["pct_granted"]["value"] == 27
    assert outcome["pct_fully_withheld"]["value"] == 25
    assert outcome["pct_cost"]["value"] == 27
    assert outcome["pct_vexatious"]["value"] == 3
    assert outcome["pct_other"]["value"] == 70
    assert time["pct_in_time"]["value"] == 75
    assert (
        outcome["not_yet_processed"]["value"]
        == 13_078 - 4_985 - outcome["granted_in_full"]["value"]
    )
    page = client.get(reverse("return", kwargs={"key": "co-outcome"}), PERIOD)
    assert "27% (3,531 of 13,078)" in page.content.decode()
    assert "25% (3,270 of 13,078)" in page.content.decode()
    # The exemptions are the withheld requests less cost, vexatious and repeated.
    exempt = printed(client, "co-exempt")
    assert exempt["withheld"]["value"] == 4_985 - 1_346 - 150


@pytest.mark.django_db
def test_the_scottish_shares_of_the_year_to_mid_2024(client, manager):
    make(manager.authority, SCOTTISH, regime="FOISA")
    make(manager.authority, [(3, answered("granted", on=LATE))], regime="EISR")

    figures = printed(client, "scottish", "FOISA")

    assert figures["on_time_pct"]["value"] == 89
    assert figures["some_or_all_pct"]["value"] == 77
    assert figures["on_time_pct"]["denominator"] == 1_000
    assert figures["no_reply"]["value"] == 55
    assert printed(client, "scottish", "EISR")["on_time_pct"]["value"] == 0
