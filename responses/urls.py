"""Addresses of pages about what the authority says."""

from django.urls import include, path

urlpatterns = [
    path("", include("responses.letterheads.urls")),
    path("", include("responses.procedural.urls")),
    path("", include("responses.drafting.urls")),
    path("", include("responses.comments.urls")),
    path("", include("responses.enclosures.urls")),
    path("", include("responses.enquiries.urls")),
    path("", include("responses.reviews.urls")),
    path("", include("responses.word_drafts.urls")),
    path("", include("responses.advice.urls")),
    path("", include("responses.clearance.urls")),
    path("", include("responses.approving.urls")),
    path("", include("responses.issuing.urls")),
    path("", include("responses.desk.urls")),
    path("", include("responses.senders.urls")),
    path("", include("responses.sending.urls")),
    path("", include("responses.precedents.urls")),
    path("", include("responses.library.urls")),
    path("", include("responses.batches.urls")),
    path("", include("responses.round_robins.urls")),
]
