"""Officers choose how large the letters of a request are printed."""

import pytest
from django.urls import reverse

from requests_app.actions.table import ActionNotPossible
from requests_app.casework.history import CaseworkHistory
from requests_app.casework.printing import PrintSizeNotPossible, choose_print_size
from tests.factories import FOIRequestFactory, RequesterFactory, UserFactory
from tests.requests_app.casework.test_classifying import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


def test_the_choice_is_kept_with_its_history(officer, foi_request):
    choose_print_size(foi_request=foi_request, print_size="large", by=officer, on=TODAY)

    foi_request.refresh_from_db()
    assert foi_request.has_large_print
    entry = foi_request.history.get(kind=CaseworkHistory.PRINT_SIZE_CHOSEN)
    assert entry.changes["print_size"] == ["as_needed", "large"]


@pytest.mark.parametrize("size", ["as_needed", "huge"])
def test_what_is_so_already_or_unknown_is_refused(officer, foi_request, size):
    with pytest.raises(PrintSizeNotPossible):
        choose_print_size(
            foi_request=foi_request, print_size=size, by=officer, on=TODAY
        )


def test_a_closed_request_keeps_its_print(officer):
    closed = FOIRequestFactory(authority=officer.authority, state="answered")

    with pytest.raises(ActionNotPossible):
        choose_print_size(foi_request=closed, print_size="large", by=officer, on=TODAY)


def test_the_page_says_what_the_requester_needs(client, officer, foi_request):
    foi_request.requester = RequesterFactory(
        authority=officer.authority, format_needs="large_print"
    )
    foi_request.save()
    client.force_login(officer)
    url = reverse("choose-print-size", args=[foi_request.reference])

    page = client.get(url).content.decode()
    assert "As the requester needs it: large print" in page
    client.post(url, {"print_size": "usual"})

    foi_request.refresh_from_db()
    assert not foi_request.has_large_print
