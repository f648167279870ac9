"""Addresses of the pages of calendars."""

from django.urls import path

from requests_app.calendars.views.authorities import ChangeKind
from requests_app.calendars.views.holidays import (
    AddHoliday,
    CompleteYear,
    Holidays,
    RemoveHoliday,
    RestoreHoliday,
)
from requests_app.calendars.views.interpretations import (
    ChangeInterpretations,
    Closures,
    InterpretationsPage,
    RecordClosure,
    WithdrawClosure,
)
from requests_app.calendars.views.recalculations import (
    RecalculationPage,
    Recalculations,
    RequestRecalculation,
    RetryRecalculation,
)

_HOLIDAYS = "administration/holidays"
_AUTHORITY = "administration/authorities/<int:authority>"

urlpatterns = [
    path(f"{_HOLIDAYS}/", Holidays.as_view(), name="holidays"),
    path(f"{_HOLIDAYS}/add/", AddHoliday.as_view(), name="add-holiday"),
    path(
        f"{_HOLIDAYS}/<day:on>/remove/",
        RemoveHoliday.as_view(),
        name="remove-holiday",
    ),
    path(
        f"{_HOLIDAYS}/<day:on>/restore/",
        RestoreHoliday.as_view(),
        name="restore-holiday",
    ),
    path(
        f"{_HOLIDAYS}/<int:year>/complete/",
        CompleteYear.as_view(),
        name="complete-year",
    ),
    path(
        "administration/recalculations/",
        Recalculations.as_view(),
        name="recalculations",
    ),
    path(
        "administration/recalculations/new/",
        RequestRecalculation.as_view(),
        name="request-recalculation",
    ),
    path(
        "administration/recalculations/<int:recalculation>/",
        RecalculationPage.as_view(),
        name="recalculation",
    ),
    path(
        "administration/recalculations/<int:recalculation>/retry/",
        RetryRecalculation.as_view(),
        name="retry-recalculation",
    ),
    path(f"{_AUTHORITY}/kind/", ChangeKind.as_view(), name="change-kind"),
    path(
        f"{_AUTHORITY}/interpretations/",
        InterpretationsPage.as_view(),
        name="interpretations",
    ),
    path(
        f"{_AUTHORITY}/interpretations/change/",
        ChangeInterpretations.as_view(),
        name="change-interpretations",
    ),
    path(f"{_AUTHORITY}/closures/", Closures.as_view(), name="closures"),
    path(f"{_AUTHORITY}/closures/add/", RecordClosure.as_view(), name="record-closure"),
    path(
        "administration/closures/<int:closure>/withdraw/",
        WithdrawClosure.as_view(),
        name="withdraw-closure",
    ),
]
