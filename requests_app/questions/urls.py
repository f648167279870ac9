"""Addresses of the pages of questions."""

from django.urls import path

from requests_app.questions.views import CorrectQuestions

urlpatterns = [
    path(
        "intake/<int:foi_request>/correct-questions/",
        CorrectQuestions.as_view(),
        name="correct-questions",
    ),
]
