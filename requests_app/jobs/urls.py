"""Addresses of the pages of jobs."""

from django.urls import path

from requests_app.jobs.views import CancelJob, Health, Jobs, RetryJob

urlpatterns = [
    path("errands/", Jobs.as_view(), name="jobs"),
    path("errands/<int:job>/retry/", RetryJob.as_view(), name="retry-job"),
    path("errands/<int:job>/dismiss/", CancelJob.as_view(), name="cancel-job"),
    path("health/", Health.as_view(), name="health"),
]
