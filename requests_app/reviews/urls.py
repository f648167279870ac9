"""Addresses of the pages of reviews."""

from django.urls import path

from requests_app.reviews.views import ExtendReview, RequestReview

_REQUEST = "requests/<reference:reference>"

urlpatterns = [
    path(f"{_REQUEST}/extend-review/", ExtendReview.as_view(), name="extend-review"),
    path(f"{_REQUEST}/request-review/", RequestReview.as_view(), name="request-review"),
]
