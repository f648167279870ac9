"""Addresses of pages about what the authority says."""

from typing import Any

from django.urls import path

from responses import views

# Where each page lies, its view and its name.
_Pages = dict[str, tuple[Any, str]]

_REQUEST = "requests/<reference:reference>"
_ANSWER = f"{_REQUEST}/questions/<int:question>/answer"
_FILE = f"{_REQUEST}/draft/files/<int:enclosure>"
_CITATION = f"{_REQUEST}/questions/<int:question>/citations/<int:citation>"
_LETTER = f"{_REQUEST}/letters/<int:number>"
_DISPATCH = f"{_LETTER}/dispatches/<int:dispatch>"

_DRAFTING: _Pages = {
    f"{_REQUEST}/draft/": (views.DraftResponse, "draft-response"),
    f"{_REQUEST}/draft/together/": (views.ShareAnswer, "share-answer"),
    f"{_REQUEST}/draft/statement/": (views.SaveStatement, "save-statement"),
    f"{_REQUEST}/draft/statement/remove/": (views.RemoveStatement, "remove-statement"),
    f"{_REQUEST}/draft/letter-text/": (views.SaveLetterText, "save-letter-text"),
    f"{_REQUEST}/draft/files/": (views.AddEnclosure, "add-enclosure"),
    f"{_FILE}/": (views.RenameEnclosure, "rename-enclosure"),
    f"{_FILE}/replace/": (views.ReplaceEnclosure, "replace-enclosure"),
    f"{_FILE}/accept/": (views.AcceptEnclosure, "accept-enclosure"),
    f"{_FILE}/move/": (views.MoveEnclosure, "move-enclosure"),
    f"{_FILE}/remove/": (views.RemoveEnclosure, "remove-enclosure"),
    f"{_REQUEST}/files/<int:enclosure>/": (views.EnclosureFile, "enclosure-file"),
    f"{_REQUEST}/review/": (views.DraftReview, "draft-review"),
    f"{_REQUEST}/review/handling/": (
        views.DecideReviewPoint,
        "decide-review-handling",
    ),
    f"{_REQUEST}/review/handling/autosave/": (
        views.AutosaveReviewPoint,
        "autosave-review-handling",
    ),
    f"{_REQUEST}/review/<int:question>/": (
        views.DecideReviewPoint,
        "decide-review-point",
    ),
    f"{_REQUEST}/review/<int:question>/autosave/": (
        views.AutosaveReviewPoint,
        "autosave-review-point",
    ),
    f"{_ANSWER}/": (views.AnswerQuestion, "answer-question"),
    f"{_ANSWER}/autosave/": (views.AutosaveAnswer, "autosave-answer"),
    f"{_ANSWER}/apart/": (views.UnshareAnswer, "unshare-answer"),
    f"{_ANSWER}/answered-before/<int:previous_answer>/": (
        views.AdaptAnswer,
        "adapt-answer",
    ),
    f"{_ANSWER}/versions/": (views.AnswerVersions, "answer-versions"),
    f"{_ANSWER}/versions/<int:revision>/restore/": (
        views.RestoreAnswer,
        "restore-answer",
    ),
    f"{_REQUEST}/questions/<int:question>/cite/": (
        views.CiteExemption,
        "cite-exemption",
    ),
    f"{_CITATION}/": (views.ChangeCitation, "change-citation"),
    f"{_CITATION}/remove/": (views.RemoveCitation, "remove-citation"),
    "provisions/": (views.FindProvisions, "find-provisions"),
}

_WARNING = f"{_REQUEST}/warnings/<slug:draft>/<slug:fingerprint>"

_NEW_LETTER = f"{_REQUEST}/letters/new/<slug:kind>"

_NOTICES: _Pages = {
    f"{_NEW_LETTER}/": (views.WriteNotice, "write-notice"),
    f"{_NEW_LETTER}/autosave/": (views.AutosaveNotice, "autosave-notice"),
    f"{_NEW_LETTER}/discard/": (views.DiscardNotice, "discard-notice"),
    f"{_NEW_LETTER}/issue/": (views.IssueNotice, "issue-notice"),
}

_LETTERS: _Pages = {
    "clearance/": (views.ClearanceQueue, "clearance-queue"),
    f"{_REQUEST}/preview/": (views.PreviewResponse, "preview-response"),
    f"{_REQUEST}/send-for-clearance/": (views.SendForClearance, "send-for-clearance"),
    f"{_REQUEST}/clear/": (views.ClearResponse, "clear-response"),
    f"{_REQUEST}/return/": (views.ReturnResponse, "return-response"),
    f"{_REQUEST}/take-back/": (views.TakeBackResponse, "take-back-response"),
    f"{_REQUEST}/issue/": (views.IssueResponse, "issue-response"),
    f"{_REQUEST}/preview/beside/": (views.PreviewPane, "preview-pane"),
    f"{_REQUEST}/preview/pdf/": (views.AskForDraftPDF, "ask-for-draft-pdf"),
    f"{_REQUEST}/preview/pdf/<int:draft_pdf>/": (views.DraftPDFPage, "draft-pdf"),
    f"{_REQUEST}/preview/pdf/<int:draft_pdf>/file/": (
        views.DraftPDFFile,
        "draft-pdf-file",
    ),
    f"{_REQUEST}/letters/<int:number>/for-publication/": (
        views.LetterForPublication,
        "letter-for-publication",
    ),
    f"{_WARNING}/set-aside/": (views.SetAsideWarning, "set-aside-warning"),
    f"{_WARNING}/restore/": (views.RestoreWarning, "restore-warning"),
    f"{_REQUEST}/letters/<int:number>/": (views.LetterPage, "letter"),
    f"{_REQUEST}/letters/<int:number>/pdf/": (views.LetterPDF, "letter-pdf"),
    f"{_REQUEST}/letters/<int:number>/word/": (views.LetterInWord, "letter-in-word"),
    f"{_REQUEST}/letters/<int:number>/archive/": (
        views.LetterArchive,
        "letter-archive",
    ),
    f"{_LETTER}/send/": (views.SendLetter, "send-letter"),
    f"{_LETTER}/take-back/": (views.RetractLetter, "retract-letter"),
    f"{_LETTER}/correct/": (views.CorrectLetter, "correct-letter"),
    f"{_DISPATCH}/hold-back/": (views.HoldBack, "hold-back"),
    f"{_DISPATCH}/arrived/": (views.FindItArrived, "find-it-arrived"),
    f"{_DISPATCH}/again/": (views.SendAfterDoubt, "send-after-doubt"),
    f"{_DISPATCH}/came-back/": (views.NoteItCameBack, "note-it-came-back"),
    f"{_REQUEST}/preview/word/": (views.DraftInWord, "draft-in-word"),
}

_PAST_LETTERS: _Pages = {
    "past-letters/": (views.PastLetters, "past-letters"),
    "past-letters/bring-in/": (views.BringInLetters, "bring-in-letters"),
    "past-letters/<int:previous_response>/": (views.PastLetterPage, "past-letter"),
    "past-letters/<int:previous_response>/file/": (
        views.PastLetterFile,
        "past-letter-file",
    ),
    "past-letters/<int:previous_response>/discard/": (
        views.DiscardPastLetter,
        "discard-past-letter",
    ),
}

_AUTHORITY = "administration/authorities/<int:authority>"
_WORDING = f"{_AUTHORITY}/wording/<slug:language>"

_AUTHORITIES: _Pages = {
    f"{_AUTHORITY}/letterhead/": (views.SaveLetterhead, "letterhead"),
    f"{_WORDING}/": (views.WordingPage, "wording"),
    f"{_WORDING}/<str:key>/": (views.ChangeWording, "change-wording"),
    f"{_WORDING}/<str:key>/versions/<int:version>/restore/": (
        views.RestoreWording,
        "restore-wording",
    ),
    "letterheads/<str:picture>": (views.LetterheadPicture, "letterhead-picture"),
}

_POST: _Pages = {
    "post/": (views.PostQueue, "post"),
    "post/<int:print_run>/": (views.PrintRunPage, "print-run"),
    "post/<int:print_run>/pdf/": (views.PrintRunFile, "print-run-pdf"),
}

_BATCHES: _Pages = {
    "batches/": (views.Batches, "batches"),
    "batches/write/": (views.WriteToMany, "write-to-many"),
    "batches/reprint/": (views.ReprintLetters, "reprint-letters"),
    "batches/<int:batch>/": (views.BatchPage, "batch"),
    "batches/<int:batch>/stop/": (views.StopBatch, "stop-batch"),
    "batches/<int:batch>/again/": (views.TryBatchAgain, "try-batch-again"),
    "batches/<int:batch>/pdf/": (views.BatchFile, "batch-pdf"),
}

urlpatterns = [
    *(
        path(address, view.as_view(), name=name)
        for address, (view, name) in _AUTHORITIES.items()
    ),
    *(
        path(address, view.as_view(), name=name)
        for address, (view, name) in _NOTICES.items()
    ),
    *(
        path(address, view.as_view(), name=name)
        for address, (view, name) in (
            _DRAFTING | _LETTERS | _PAST_LETTERS | _BATCHES | _POST
        ).items()
    ),
    path("", views.Home.as_view(), name="home"),
    path("dashboard/", views.Dashboard.as_view(), name="dashboard"),
    path("intake/", views.RecordRequest.as_view(), name="record-request"),
    path(
        f"{_REQUEST}/correct-questions/",
        views.CorrectQuestions.as_view(),
        name="correct-questions",
    ),
    path(
        "requests/<reference:reference>/",
        views.FOIRequestPage.as_view(),
        name="foi-request",
    ),
]
