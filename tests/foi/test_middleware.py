"""Middleware around every page."""

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from foi.middleware import CompressedPages, Refusals, WorkingDays
from requests_app.calendars.working_days import calendar_for
from requests_app.refusals import Refusal
from statute.regimes import Regime
from statute.working_days import CalendarExhausted
from tests.factories import FOIRequestFactory


@pytest.mark.django_db
def test_a_page_reads_the_bank_holidays_once(django_assert_num_queries):
    def page(request):
        return [calendar_for(regime) for regime in Regime for _ in range(20)]

    with django_assert_num_queries(1):
        WorkingDays(page)(RequestFactory().get("/"))


@pytest.mark.django_db
def test_a_date_beyond_the_known_holidays_is_refused_in_a_sentence(officer, client):
    request = RequestFactory().get("/")
    request.user = officer
    refusal = CalendarExhausted("Bank holidays are known only until 31 December 2028.")

    response = WorkingDays(None).process_exception(request, refusal)

    assert response.status_code == 409
    assert "known only until 31 December 2028." in response.content.decode()


@pytest.mark.parametrize("middleware", [Refusals, WorkingDays])
def test_other_failures_are_left_to_django(middleware):
    request = RequestFactory().get("/")

    assert middleware(None).process_exception(request, ValueError("no")) is None


@pytest.mark.django_db
def test_a_refusal_leads_to_what_is_there_already(officer):
    request = RequestFactory().get("/")
    request.user = officer
    refusal = Refusal("It is registered already.")
    refusal.go_to = FOIRequestFactory(reference="77-26")

    response = Refusals(None).process_exception(request, refusal)

    assert response.status_code == 409
    assert 'href="/requests/77-26/"' in response.content.decode()


def test_a_script_is_told_a_refusal_as_json():
    request = RequestFactory().post("/", headers={"Accept": "application/json"})

    response = Refusals(None).process_exception(request, Refusal("It is closed."))

    assert response.status_code == 409
    assert json.loads(response.content) == {"message": "It is closed."}


@pytest.mark.django_db
def test_a_part_of_a_page_gives_way_to_the_page_that_says_why(officer):
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    request.user = officer

    response = Refusals(None).process_exception(request, Refusal("It is closed."))

    assert response.headers["HX-Refresh"] == "true"


def compression(client, accepted):
    answer = client.get(reverse("home"), headers={"Accept-Encoding": accepted})
    return answer.headers.get("Content-Encoding")


def test_pages_are_compressed_for_a_browser_that_accepts_it(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    assert compression(client, "gzip") == "gzip"
    assert compression(client, "identity") is None


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [("application/json", "gzip"), ("application/pdf", None), ("image/png", None)],
)
def test_files_are_sent_as_they_are(rf, kind, encoding):
    pages = CompressedPages(lambda _: HttpResponse("x" * 900, content_type=kind))

    answer = pages(rf.get("/", headers={"Accept-Encoding": "gzip"}))

    assert answer.headers.get("Content-Encoding") == encoding
