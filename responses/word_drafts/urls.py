"""Addresses of the pages of drafts in Word."""

from django.urls import path

from responses.word_drafts.views import DraftInWord, TakeBackWordDraft, WordReturnPage

_REQUEST = "requests/<reference:reference>"
_WORD = f"{_REQUEST}/draft/word"

urlpatterns = [
    path(f"{_REQUEST}/preview/word/", DraftInWord.as_view(), name="draft-in-word"),
    path(f"{_WORD}/", TakeBackWordDraft.as_view(), name="take-back-word-draft"),
    path(f"{_WORD}/<int:returned>/", WordReturnPage.as_view(), name="word-return"),
]
