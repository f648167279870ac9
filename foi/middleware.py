"""What is done around every page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from requests_app.calendars import working_days
from requests_app.refusals import Refusal
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


class Refusals:
    """Show what a service refused and no page has caught: the last resort."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave every page alone that refuses in its own way, or nothing."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer a refusal with its sentence, as a page or as a script asks for it."""
        if not isinstance(exception, Refusal):
            return None
        if not request.accepts("text/html"):
            return JsonResponse({"message": str(exception)}, status=409)
        response = render(request, "409.html", {"refusal": exception}, status=409)
        # A part of a page is not replaced by a refusal: load the page, which says why.
        response["HX-Refresh"] = "true"
        return response
