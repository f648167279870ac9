"""Addresses of pages about what was asked, and converters for references and days."""

from datetime import date

from django.urls import include, path, register_converter


class ReferenceConverter:
    """A reference in an address, its slashes written as tildes."""

    regex = r"[^/]+"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, value: str) -> str:
        return value.replace("/", "~")


class DayConverter:
    """A day in an address, such as 2026-06-15."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(ReferenceConverter, "reference")
register_converter(DayConverter, "day")

urlpatterns = [
    path("", include("requests_app.intake.urls")),
    path("", include("requests_app.files.urls")),
    path("", include("requests_app.exports.urls")),
    path("", include("requests_app.lists.urls")),
    path("", include("requests_app.lists.saved.urls")),
    path("", include("requests_app.bulk.urls")),
    path("", include("requests_app.priority.urls")),
    path("", include("requests_app.dashboard.urls")),
    path("", include("requests_app.assigning.urls")),
    path("", include("requests_app.requesters.urls")),
    path("", include("requests_app.snoozing.urls")),
    path("", include("requests_app.casework.urls")),
    path("", include("requests_app.clock.urls")),
    path("", include("requests_app.reviews.urls")),
    path("", include("requests_app.complaints.urls")),
    path("", include("requests_app.time_spent.urls")),
    path("", include("requests_app.questions.urls")),
    path("", include("requests_app.staff.urls")),
    path("", include("requests_app.past_requests.urls")),
    path("", include("requests_app.administration.urls")),
    path("", include("requests_app.calendars.urls")),
    path("", include("requests_app.dated_law.urls")),
    path("", include("requests_app.jobs.urls")),
    path("", include("requests_app.presence.urls")),
    path("", include("requests_app.telling.urls")),
    path("", include("requests_app.feeds.urls")),
    path("", include("requests_app.telling.channels.urls")),
    path("", include("requests_app.reminders.urls")),
    path("", include("requests_app.connections.urls")),
]
