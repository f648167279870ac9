"""Wrap every page: compressed, holidays read once, refusals, typed text stored."""

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
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


class OddAddresses:
    """Answer addresses that no page leads to, before a query is made from them.

    PostgreSQL takes no NUL in a text.
    """

    _LONGEST_PATH: Final = 2_000

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse the address, or pass the request on."""
        path = request.path_info
        if "\0" in path or len(path) > self._LONGEST_PATH:
            raise Http404("There is no such address.")
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address has a null character.")
        return self.get_response(request)


class CompressedPages(GZipMiddleware):
    """Compress pages, with bytes added at random, so that a size tells nothing.

    Files are sent as they are: those that are large are compressed in themselves.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress the answer if it is a page or speaks to a page's script."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind not in {"text/html", "application/json"}:
            return response
        return super().process_response(request, response)


class TypedText:
    """Tell the browser which of its copies of typed text the server has stored.

    `static/js/keep_typed.js` names its copy in each form it sends, and keeps the copy
    until a cookie with that name comes back.
    """

    _NAME: Final = re.compile(r"[a-z0-9]{8,40}")
    _SECONDS: Final = 600
    _MOST: Final = 4  # copies of one form: its own, and those of parts of its page

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the cookie where the view has said that it stored the text."""
        response = self.get_response(request)
        if getattr(request, "is_typed_text_stored", False):
            copies = request.POST.getlist("typed_copy")[: self._MOST]
            for copy in filter(self._NAME.fullmatch, copies):
                response.set_cookie(
                    f"foi-stored-{copy}",
                    "yes",
                    max_age=self._SECONDS,
                    secure=settings.SESSION_COOKIE_SECURE,
                    samesite="Lax",
                )
        return response
