"""Wrap every page: read bank holidays once, and show refusals."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from requests_app import law_in_force
from requests_app.calendars import working_days
from requests_app.refusals import Refusal
from statute.working_days import CalendarExhausted


class WorkingDays:
    """Read holidays and dated law once per page; refuse dates beyond the holidays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Calculate all dates of the page from a single reading of the database."""
        with working_days.read_once(), law_in_force.read_once():
            return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Show a page of its own for a date beyond the known holidays."""
        if not isinstance(exception, CalendarExhausted):
            return None
        context = {"refusal": str(exception)}
        return render(request, "holidays_end.html", context, status=409)


class Refusals:
    """Show any refusal of a service not caught by a page: the last resort."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_exception` does the work."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer a refusal with its message, as HTML or JSON."""
        if not isinstance(exception, Refusal):
            return None
        if not request.accepts("text/html"):
            return JsonResponse({"message": str(exception)}, status=409)
        response = render(request, "409.html", {"refusal": exception}, status=409)
        # htmx must not replace part of a page with a refusal: reload the page instead.
        response["HX-Refresh"] = "true"
        return response
