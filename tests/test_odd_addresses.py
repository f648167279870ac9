"""Addresses and values that no page sends never end in an error of the server."""

import pytest
from django.urls import reverse

from responses.drafting.statements import save_statement
from tests.factories import FOIRequestFactory, UserFactory

LONG_NUMBER = "9" * 5_000
NUL = "\0"


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, reference="1422-26")


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/requests/%00/", 404),
        ("/requests/1422-26%00/", 404),
        ("/batches/write/?q=%00", 400),
        ("/requests/?q=a%00b", 400),
        ("/requests/?%00=b", 400),
        ("/provisions/?q=%00&regime=FOIA", 400),
        (f"/intake/{LONG_NUMBER}/", 404),
        (f"/batches/{LONG_NUMBER}/", 404),
        (f"/batches/{'9' * 18}/", 404),
        (f"/batches/{'9' * 19}/", 404),
        (f"/requests/1422-26/letters/{LONG_NUMBER}/", 404),
        (f"/requests/{'x' * 100_000}/", 404),
        (f"/requests/?page={LONG_NUMBER}", 200),
        (f"/requests/?q={'x' * 5_000}", 200),
    ],
)
def test_an_odd_address_is_no_error_of_the_server(client, foi_request, path, status):
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    "path", ["/administration/people/?q=%00", "/administration/?q=%00"]
)
def test_nor_is_one_of_the_administration(client, officer, path):
    client.force_login(
        UserFactory(roles=["administrator"]),
        backend="accounts.backends.RoleBackend",
    )
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("name", ["add", "provision", "version"])
@pytest.mark.parametrize(
    "value",
    [
        pytest.param(NUL, id="null"),
        pytest.param("x" * 100_000, id="long"),
        pytest.param(LONG_NUMBER, id="a long number"),
        pytest.param("²", id="no decimal"),
    ],
)
def test_odd_values_of_a_statement_are_refused(client, foi_request, name, value):
    url = reverse("save-statement", args=[foi_request.reference])
    posted = {"scope": "whether we hold more", "version": "0", name: value}

    answer = client.post(url, posted)

    assert answer.status_code < 500


@pytest.mark.parametrize("value", [NUL, LONG_NUMBER, "²", "-3", ""])
@pytest.mark.parametrize(
    "name", ["remove-statement", "restore-answer", "deal-with-put-aside"]
)
def test_odd_versions_are_refused(client, officer, foi_request, name, value):
    save_statement(
        foi_request=foi_request,
        scope="whether we hold more",
        harm="",
        factors_for="",
        factors_against="",
        balance="",
        no_inference="",
        reasons={"FOIA 31(3)": "x"},
        version=0,
        by=officer,
        on=foi_request.received_on,
    )
    given = {
        "remove-statement": {},
        "restore-answer": {"question": 1, "revision": 1},
        "deal-with-put-aside": {"aside": 1},
    }[name]
    url = reverse(name, kwargs={"reference": foi_request.reference, **given})

    assert client.post(url, {"version": value}).status_code < 500
