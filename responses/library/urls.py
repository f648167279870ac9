"""Addresses of the pages of the wording library."""

from django.urls import path

from responses.library import views

urlpatterns = [
    path("library/", views.Library.as_view(), name="library"),
    path("library/add/", views.AddParagraph.as_view(), name="add-paragraph"),
    path(
        "library/released/<slug:key>/",
        views.ReleasedParagraph.as_view(),
        name="released-paragraph",
    ),
    path("library/<int:paragraph>/", views.ParagraphPage.as_view(), name="paragraph"),
    path(
        "library/<int:paragraph>/change/",
        views.ChangeParagraph.as_view(),
        name="change-paragraph",
    ),
    path(
        "library/<int:paragraph>/retire/",
        views.RetireParagraph.as_view(),
        name="retire-paragraph",
    ),
    path(
        "library/<int:paragraph>/bring-back/",
        views.BringBackParagraph.as_view(),
        name="bring-back-paragraph",
    ),
]
