"""Addresses of a person's calendar."""

from django.urls import path

from requests_app.feeds import views

urlpatterns = [
    path("calendar/", views.CalendarPage.as_view(), name="calendar"),
    path("calendar/make/", views.MakeCalendar.as_view(), name="make-calendar"),
    path("calendar/stop/", views.StopCalendar.as_view(), name="stop-calendar"),
    path("calendar/<str:signed>.ics", views.Calendar.as_view(), name="calendar-feed"),
]
