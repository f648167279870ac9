"""Addresses of the pages of drafting."""

from django.urls import path

from responses.drafting.views.adapting import AdaptAnswer
from responses.drafting.views.answers import AnswerQuestion, AutosaveAnswer
from responses.drafting.views.citations import (
    ChangeCitation,
    CiteExemption,
    FindProvisions,
    RemoveCitation,
)
from responses.drafting.views.draft import (
    DraftResponse,
    ShareAnswer,
    UnshareAll,
    UnshareAnswer,
)
from responses.drafting.views.letter_text import SaveLetterText
from responses.drafting.views.pasting import ReadPasted
from responses.drafting.views.questions import CorrectQuestions
from responses.drafting.views.referring import ChooseReferral, ReferToEarlier
from responses.drafting.views.statements import RemoveStatement, SaveStatement
from responses.drafting.views.suggestions import DecideSuggestions, SuggestChange
from responses.drafting.views.versions import (
    AnswerVersions,
    LetterTextVersions,
    RestoreAnswer,
    RestorePart,
    StatementVersions,
)

_REQUEST = "requests/<reference:reference>"
_DRAFT = f"{_REQUEST}/draft"
_ANSWER = f"{_REQUEST}/questions/<int:question>/answer"
_CITATION = f"{_REQUEST}/questions/<int:question>/citations/<int:citation>"

urlpatterns = [
    path(f"{_DRAFT}/", DraftResponse.as_view(), name="draft-response"),
    path(f"{_DRAFT}/together/", ShareAnswer.as_view(), name="share-answer"),
    path(f"{_DRAFT}/statement/", SaveStatement.as_view(), name="save-statement"),
    path(
        f"{_DRAFT}/statement/remove/",
        RemoveStatement.as_view(),
        name="remove-statement",
    ),
    path(
        f"{_DRAFT}/statement/versions/",
        StatementVersions.as_view(),
        name="statement-versions",
    ),
    path(f"{_DRAFT}/letter-text/", SaveLetterText.as_view(), name="save-letter-text"),
    path(
        f"{_DRAFT}/letter-text/versions/",
        LetterTextVersions.as_view(),
        name="letter-text-versions",
    ),
    path(
        f"{_DRAFT}/versions/<int:revision>/restore/",
        RestorePart.as_view(),
        name="restore-part",
    ),
    path(f"{_ANSWER}/", AnswerQuestion.as_view(), name="answer-question"),
    path(f"{_ANSWER}/autosave/", AutosaveAnswer.as_view(), name="autosave-answer"),
    path(f"{_ANSWER}/apart/", UnshareAnswer.as_view(), name="unshare-answer"),
    path(f"{_ANSWER}/apart/all/", UnshareAll.as_view(), name="unshare-all"),
    path(
        f"{_ANSWER}/answered-before/<int:previous_answer>/",
        AdaptAnswer.as_view(),
        name="adapt-answer",
    ),
    path(
        f"{_ANSWER}/suggestions/",
        DecideSuggestions.as_view(),
        name="decide-suggestions",
    ),
    path(f"{_ANSWER}/suggest/", SuggestChange.as_view(), name="suggest-change"),
    path(f"{_ANSWER}/refer/", ChooseReferral.as_view(), name="choose-referral"),
    path(
        f"{_ANSWER}/refer/<int:previous_answer>/",
        ReferToEarlier.as_view(),
        name="refer-to-earlier",
    ),
    path(f"{_ANSWER}/versions/", AnswerVersions.as_view(), name="answer-versions"),
    path(
        f"{_ANSWER}/versions/<int:revision>/restore/",
        RestoreAnswer.as_view(),
        name="restore-answer",
    ),
    path(
        f"{_REQUEST}/questions/<int:question>/cite/",
        CiteExemption.as_view(),
        name="cite-exemption",
    ),
    path(f"{_CITATION}/", ChangeCitation.as_view(), name="change-citation"),
    path(f"{_CITATION}/remove/", RemoveCitation.as_view(), name="remove-citation"),
    path("pasted/", ReadPasted.as_view(), name="read-pasted"),
    path("provisions/", FindProvisions.as_view(), name="find-provisions"),
    path(
        f"{_REQUEST}/correct-questions/",
        CorrectQuestions.as_view(),
        name="correct-questions",
    ),
]
