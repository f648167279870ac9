"""Pages of the dated facts of the law."""

import re
from datetime import date

import pytest
from django.urls import reverse

from requests_app.models import DatedEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    administrator = UserFactory(roles=["owner"])
    client.force_login(administrator, backend="accounts.backends.RoleBackend")
    return client


def text_of(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words)


ADD = reverse("add-dated-entry", kwargs={"fact": "limit_others"})
LIMIT = {
    "from_on_0": 1,
    "from_on_1": 4,
    "from_on_2": 2027,
    "limit_pence": "500",
    "hourly_rate_pence": "£25.00",
    "source": "SI 2027/1",
    "reason": "The limit was raised.",
}


def test_the_page_shows_what_holds_its_source_and_what_is_not_confirmed(client):
    page = text_of(client.get(reverse("dated-law")))

    assert "Regulator for FOIA and EIR" in page
    assert "Information Commission’s Office (ICO)" in page
    assert "M1 7BL Not confirmed" in page
    assert "SI 2026/1015 reg 2(c)" in page
    assert "Limit £450" in page
    assert "Information Commissioner’s Office" in page


def test_an_entry_is_offered_as_things_stand_and_listed_with_who_and_why(client):
    form = client.get(ADD).content.decode()
    assert 'value="450.00"' in form
    assert "Limit, in pounds" in form

    response = client.post(ADD, LIMIT, follow=True)

    page = text_of(response)
    assert "Entry added." in page
    assert "From 1 April 2027 : Limit: £500;" in page
    assert "The limit was raised. Source: SI 2027/1" in page
    row = DatedEntry.objects.get()
    assert row.values == {"limit_pence": 50_000, "hourly_rate_pence": 2_500}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"limit_pence": ""}, "Enter the limit, in pounds", id="no amount"),
        pytest.param({"limit_pence": "450"}, "same holds", id="nothing new"),
        pytest.param({"from_on_2": 2099}, "out of reach", id="too late"),
        pytest.param({"source": ""}, "Enter the source", id="no source"),
        pytest.param({"limit_pence": "a lot"}, "must be a number", id="no number"),
    ],
)
def test_a_wrong_entry_is_refused_on_the_form_with_what_was_typed(client, changed, why):
    response = client.post(ADD, LIMIT | changed)

    assert response.status_code == 200
    assert why in text_of(response)
    assert "The limit was raised." in response.content.decode()
    assert not DatedEntry.objects.exists()


def test_an_address_is_typed_in_lines_and_marked_as_not_confirmed(client):
    url = reverse("add-dated-entry", kwargs={"fact": "regulator"})
    shown = client.get(url).context["form"].initial
    typed = {name: value for name, value in shown.items() if isinstance(value, str)}
    day = {"from_on_0": 4, "from_on_1": 1, "from_on_2": 2027}

    client.post(
        url,
        typed
        | day
        | {
            "address": "1 New Street\r\n\r\n Leeds \r\n",
            "unverified": ["telephone"],
            "source": "Its page.",
            "reason": "It moved.",
        },
    )

    row = DatedEntry.objects.get()
    assert row.from_on == date(2027, 1, 4)
    assert row.values["address"] == ["1 New Street", "Leeds"]
    assert row.unverified == ["telephone"]


def test_an_entry_is_withdrawn_with_a_reason(client):
    client.post(ADD, LIMIT)
    row = DatedEntry.objects.get()
    url = reverse("withdraw-dated-entry", kwargs={"entry": row.pk})

    assert "Why this entry is wrong" in text_of(client.get(url))
    assert "Enter why this entry is wrong" in text_of(client.post(url, {}))
    page = text_of(client.post(url, {"reason": "A draft only."}, follow=True))

    assert "A draft only." in page
    assert "Withdraw :" not in page


def test_an_unknown_fact_is_not_found(client):
    url = reverse("add-dated-entry", kwargs={"fact": "weather"})

    assert client.get(url).status_code == 404
