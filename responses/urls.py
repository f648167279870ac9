"""Addresses of pages about what the authority says."""

from typing import Any

from django.urls import path

from responses.batches.views import (
    Batches,
    BatchFile,
    BatchPage,
    ReprintLetters,
    StopBatch,
    TryBatchAgain,
    WriteToMany,
)
from responses.clearance.views.clearance import (
    ClearanceQueue,
    ClearResponse,
    PreviewResponse,
    RecallFromClearance,
    ReturnResponse,
    SendForClearance,
)
from responses.clearance.views.preview import (
    AskForDraftPDF,
    DraftPDFFile,
    DraftPDFPage,
    PreviewPane,
)
from responses.desk.views.dashboard import Dashboard
from responses.desk.views.home import Home
from responses.desk.views.intake import RecordRequest
from responses.desk.views.request_page import FOIRequestPage
from responses.desk.views.warnings import OverrideWarning, RemoveOverride
from responses.drafting.views.adapting import AdaptAnswer
from responses.drafting.views.answers import (
    AnswerQuestion,
    AnswerVersions,
    AutosaveAnswer,
    RestoreAnswer,
)
from responses.drafting.views.citations import (
    ChangeCitation,
    CiteExemption,
    FindProvisions,
    RemoveCitation,
)
from responses.drafting.views.draft import DraftResponse, ShareAnswer, UnshareAnswer
from responses.drafting.views.letter_text import SaveLetterText
from responses.drafting.views.questions import CorrectQuestions
from responses.drafting.views.statements import RemoveStatement, SaveStatement
from responses.enclosures.views.draft import (
    AcceptEnclosure,
    AddEnclosure,
    MoveEnclosure,
    RemoveEnclosure,
    RenameEnclosure,
    ReplaceEnclosure,
)
from responses.enclosures.views.file import EnclosureFile
from responses.issuing.views.copies import DraftInWord, LetterArchive, LetterInWord
from responses.issuing.views.letters import IssueResponse, LetterPage, LetterPDF
from responses.issuing.views.publication import LetterForPublication
from responses.letterheads.views.letterheads import LetterheadPicture, SaveLetterhead
from responses.letterheads.views.wording import (
    ChangeWording,
    RestoreWording,
    WordingPage,
)
from responses.precedents.views import (
    DiscardPreviousResponse,
    ImportLetters,
    PreviousResponseFile,
    PreviousResponsePage,
    PreviousResponses,
)
from responses.procedural.views import (
    AutosaveProceduralLetter,
    DiscardProceduralLetter,
    IssueProceduralLetter,
    SaveProceduralLetter,
)
from responses.reviews.views import AutosaveReviewPoint, DecideReviewPoint, DraftReview
from responses.sending.views.post import PostQueue, PrintRunFile, PrintRunPage
from responses.sending.views.sending import (
    ConfirmDelivered,
    CorrectLetter,
    RecordReturned,
    ResendUnconfirmed,
    SendLetter,
    UndoSend,
    WithdrawLetter,
)

# Where each page lies, its view and its name.
_Pages = dict[str, tuple[Any, str]]

_REQUEST = "requests/<reference:reference>"
_ANSWER = f"{_REQUEST}/questions/<int:question>/answer"
_FILE = f"{_REQUEST}/draft/files/<int:enclosure>"
_CITATION = f"{_REQUEST}/questions/<int:question>/citations/<int:citation>"
_LETTER = f"{_REQUEST}/letters/<int:number>"
_DISPATCH = f"{_LETTER}/dispatches/<int:dispatch>"

_DRAFTING: _Pages = {
    f"{_REQUEST}/draft/": (DraftResponse, "draft-response"),
    f"{_REQUEST}/draft/together/": (ShareAnswer, "share-answer"),
    f"{_REQUEST}/draft/statement/": (SaveStatement, "save-statement"),
    f"{_REQUEST}/draft/statement/remove/": (RemoveStatement, "remove-statement"),
    f"{_REQUEST}/draft/letter-text/": (SaveLetterText, "save-letter-text"),
    f"{_REQUEST}/draft/files/": (AddEnclosure, "add-enclosure"),
    f"{_FILE}/": (RenameEnclosure, "rename-enclosure"),
    f"{_FILE}/replace/": (ReplaceEnclosure, "replace-enclosure"),
    f"{_FILE}/accept/": (AcceptEnclosure, "accept-enclosure"),
    f"{_FILE}/move/": (MoveEnclosure, "move-enclosure"),
    f"{_FILE}/remove/": (RemoveEnclosure, "remove-enclosure"),
    f"{_REQUEST}/files/<int:enclosure>/": (EnclosureFile, "enclosure-file"),
    f"{_REQUEST}/review/": (DraftReview, "draft-review"),
    f"{_REQUEST}/review/handling/": (
        DecideReviewPoint,
        "decide-review-handling",
    ),
    f"{_REQUEST}/review/handling/autosave/": (
        AutosaveReviewPoint,
        "autosave-review-handling",
    ),
    f"{_REQUEST}/review/<int:question>/": (
        DecideReviewPoint,
        "decide-review-point",
    ),
    f"{_REQUEST}/review/<int:question>/autosave/": (
        AutosaveReviewPoint,
        "autosave-review-point",
    ),
    f"{_ANSWER}/": (AnswerQuestion, "answer-question"),
    f"{_ANSWER}/autosave/": (AutosaveAnswer, "autosave-answer"),
    f"{_ANSWER}/apart/": (UnshareAnswer, "unshare-answer"),
    f"{_ANSWER}/answered-before/<int:previous_answer>/": (
        AdaptAnswer,
        "adapt-answer",
    ),
    f"{_ANSWER}/versions/": (AnswerVersions, "answer-versions"),
    f"{_ANSWER}/versions/<int:revision>/restore/": (
        RestoreAnswer,
        "restore-answer",
    ),
    f"{_REQUEST}/questions/<int:question>/cite/": (
        CiteExemption,
        "cite-exemption",
    ),
    f"{_CITATION}/": (ChangeCitation, "change-citation"),
    f"{_CITATION}/remove/": (RemoveCitation, "remove-citation"),
    "provisions/": (FindProvisions, "find-provisions"),
}

_WARNING = f"{_REQUEST}/warnings/<slug:draft>/<slug:fingerprint>"

_NEW_LETTER = f"{_REQUEST}/letters/new/<slug:kind>"

_PROCEDURAL: _Pages = {
    f"{_NEW_LETTER}/": (SaveProceduralLetter, "save-procedural-letter"),
    f"{_NEW_LETTER}/autosave/": (
        AutosaveProceduralLetter,
        "autosave-procedural-letter",
    ),
    f"{_NEW_LETTER}/discard/": (DiscardProceduralLetter, "discard-procedural-letter"),
    f"{_NEW_LETTER}/issue/": (IssueProceduralLetter, "issue-procedural-letter"),
}

_LETTERS: _Pages = {
    "clearance/": (ClearanceQueue, "clearance-queue"),
    f"{_REQUEST}/preview/": (PreviewResponse, "preview-response"),
    f"{_REQUEST}/send-for-clearance/": (SendForClearance, "send-for-clearance"),
    f"{_REQUEST}/clear/": (ClearResponse, "clear-response"),
    f"{_REQUEST}/return/": (ReturnResponse, "return-response"),
    f"{_REQUEST}/take-back/": (RecallFromClearance, "recall-from-clearance"),
    f"{_REQUEST}/issue/": (IssueResponse, "issue-response"),
    f"{_REQUEST}/preview/beside/": (PreviewPane, "preview-pane"),
    f"{_REQUEST}/preview/pdf/": (AskForDraftPDF, "ask-for-draft-pdf"),
    f"{_REQUEST}/preview/pdf/<int:draft_pdf>/": (DraftPDFPage, "draft-pdf"),
    f"{_REQUEST}/preview/pdf/<int:draft_pdf>/file/": (
        DraftPDFFile,
        "draft-pdf-file",
    ),
    f"{_REQUEST}/letters/<int:number>/for-publication/": (
        LetterForPublication,
        "letter-for-publication",
    ),
    f"{_WARNING}/set-aside/": (OverrideWarning, "override-warning"),
    f"{_WARNING}/restore/": (RemoveOverride, "remove-override"),
    f"{_REQUEST}/letters/<int:number>/": (LetterPage, "letter"),
    f"{_REQUEST}/letters/<int:number>/pdf/": (LetterPDF, "letter-pdf"),
    f"{_REQUEST}/letters/<int:number>/word/": (LetterInWord, "letter-in-word"),
    f"{_REQUEST}/letters/<int:number>/archive/": (
        LetterArchive,
        "letter-archive",
    ),
    f"{_LETTER}/send/": (SendLetter, "send-letter"),
    f"{_LETTER}/take-back/": (WithdrawLetter, "withdraw-letter"),
    f"{_LETTER}/correct/": (CorrectLetter, "correct-letter"),
    f"{_DISPATCH}/hold-back/": (UndoSend, "undo-send"),
    f"{_DISPATCH}/arrived/": (ConfirmDelivered, "confirm-delivered"),
    f"{_DISPATCH}/again/": (ResendUnconfirmed, "resend-unconfirmed"),
    f"{_DISPATCH}/came-back/": (RecordReturned, "record-returned"),
    f"{_REQUEST}/preview/word/": (DraftInWord, "draft-in-word"),
}

_PREVIOUS_RESPONSES: _Pages = {
    "past-letters/": (PreviousResponses, "previous-responses"),
    "past-letters/bring-in/": (ImportLetters, "import-letters"),
    "past-letters/<int:previous_response>/": (
        PreviousResponsePage,
        "previous-response",
    ),
    "past-letters/<int:previous_response>/file/": (
        PreviousResponseFile,
        "previous-response-file",
    ),
    "past-letters/<int:previous_response>/discard/": (
        DiscardPreviousResponse,
        "discard-previous-response",
    ),
}

_AUTHORITY = "administration/authorities/<int:authority>"
_WORDING = f"{_AUTHORITY}/wording/<slug:language>"

_AUTHORITIES: _Pages = {
    f"{_AUTHORITY}/letterhead/": (SaveLetterhead, "letterhead"),
    f"{_WORDING}/": (WordingPage, "wording"),
    f"{_WORDING}/<str:key>/": (ChangeWording, "change-wording"),
    f"{_WORDING}/<str:key>/versions/<int:version>/restore/": (
        RestoreWording,
        "restore-wording",
    ),
    "letterheads/<str:picture>": (LetterheadPicture, "letterhead-picture"),
}

_POST: _Pages = {
    "post/": (PostQueue, "post"),
    "post/<int:print_run>/": (PrintRunPage, "print-run"),
    "post/<int:print_run>/pdf/": (PrintRunFile, "print-run-pdf"),
}

_BATCHES: _Pages = {
    "batches/": (Batches, "batches"),
    "batches/write/": (WriteToMany, "write-to-many"),
    "batches/reprint/": (ReprintLetters, "reprint-letters"),
    "batches/<int:batch>/": (BatchPage, "batch"),
    "batches/<int:batch>/stop/": (StopBatch, "stop-batch"),
    "batches/<int:batch>/again/": (TryBatchAgain, "try-batch-again"),
    "batches/<int:batch>/pdf/": (BatchFile, "batch-pdf"),
}

urlpatterns = [
    *(
        path(address, view.as_view(), name=name)
        for address, (view, name) in _AUTHORITIES.items()
    ),
    *(
        path(address, view.as_view(), name=name)
        for address, (view, name) in _PROCEDURAL.items()
    ),
    *(
        path(address, view.as_view(), name=name)
        for address, (view, name) in (
            _DRAFTING | _LETTERS | _PREVIOUS_RESPONSES | _BATCHES | _POST
        ).items()
    ),
    path("", Home.as_view(), name="home"),
    path("dashboard/", Dashboard.as_view(), name="dashboard"),
    path("intake/", RecordRequest.as_view(), name="record-request"),
    path(
        f"{_REQUEST}/correct-questions/",
        CorrectQuestions.as_view(),
        name="correct-questions",
    ),
    path(
        "requests/<reference:reference>/",
        FOIRequestPage.as_view(),
        name="foi-request",
    ),
]
