"""The page of a person's calendar address, and the calendar itself."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from requests_app.feeds.services import (
    address_of,
    feed_at,
    make_feed,
    may_have_feed,
    read_feed,
    stop_feed,
)
from requests_app.models import CalendarFeed
from requests_app.service_views import ServiceButton


class CalendarMixin(UserPassesTestMixin):
    def test_func(self):
        return may_have_feed(self.request.user)


class CalendarPage(CalendarMixin, TemplateView):
    template_name = "requests_app/feeds/calendar.html"

    def get_context_data(self, **kwargs):
        feed = CalendarFeed.objects.filter(person=self.request.user).first()
        address = address_of(feed) if feed else ""
        return super().get_context_data(feed=feed, address=address, **kwargs)


class CalendarButton(CalendarMixin, ServiceButton):
    def get_success_url(self):
        return reverse("calendar")


class MakeCalendar(CalendarButton):
    done = "Your calendar has a new address. An earlier address no longer works."

    def act(self):
        return make_feed(person=self.request.user)


class StopCalendar(CalendarButton):
    done = "The address of your calendar no longer works."

    def act(self):
        return stop_feed(person=self.request.user)


@method_decorator(login_not_required, name="dispatch")
class Calendar(View):
    """The calendar, for the person's calendar program."""

    http_method_names = ["get", "head"]

    def get(self, request, signed):
        feed = feed_at(signed)
        if feed is None:
            raise Http404
        return HttpResponse(
            read_feed(feed=feed, on=timezone.localdate(), at=timezone.now()),
            content_type="text/calendar; charset=utf-8",
            headers={
                "Cache-Control": "private, no-store",
                "X-Robots-Tag": "noindex",
                "Content-Disposition": 'inline; filename="due-dates.ics"',
            },
        )
