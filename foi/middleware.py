"""What is done around every page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from requests_app.reading import working_days
from statute.working_days import CalendarExhausted


class WorkingDays:
    """Read the bank holidays once for a page, and say plainly where they end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let every date on the page be worked out from one look at the database."""
        with working_days.read_once():
            return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Refuse in one sentence a date beyond the known holidays."""
        if not isinstance(exception, CalendarExhausted):
            return None
        context = {"refusal": str(exception)}
        return render(request, "holidays_end.html", context, status=409)
