"""Addresses of the pages of jobs."""

from django.urls import path

from requests_app.jobs.views import CancelJob, Health, Jobs, RetryJob

urlpatterns = [
    path("jobs/", Jobs.as_view(), name="jobs"),
    path("jobs/<int:job>/retry/", RetryJob.as_view(), name="retry-job"),
    path("jobs/<int:job>/cancel/", CancelJob.as_view(), name="cancel-job"),
    path("health/", Health.as_view(), name="health"),
]
