"""Address of the rules of reminders."""

from django.urls import path

from requests_app.reminders.views import ReminderRulesPage

urlpatterns = [
    path(
        "administration/reminder-rules/",
        ReminderRulesPage.as_view(),
        name="reminder-rules",
    ),
]
