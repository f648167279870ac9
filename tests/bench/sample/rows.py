"""Tables for made-up requests and their related rows."""

from typing import Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

from requests_app.models import (
    ClockEvent,
    Enquiry,
    EnquiryReply,
    FOIRequest,
    HistoryEntry,
    Notice,
    Question,
    SearchEntry,
)
from requests_app.models.enquiries import EnquiryReplyPart
from requests_app.search.indexing import VERSION
from responses.models import (
    Answer,
    AnswerRevision,
    Citation,
    Clearance,
    ClearanceStep,
    Dispatch,
    Letter,
    ResponseDraft,
    ReviewPoint,
)
from responses.models.answers import AnsweredQuestion
from responses.models.letters import LetterAnswer
from tests.bench.sample.copying import Table

_STAGED: Final = "sample_request"
# Columns kept for lists and figures.
FACTS: Final = (
    *("outcome", "refusal_reason", "provisions", "original_due_on", "extension"),
    *("extended_on", "days_taken", "late_reason", "late_team"),
)
_WORDS: Final = ("subject_words", "requester_words", "asked_words", "other_words")


class Rows:
    """The tables of one chunk, and the words in its requests."""

    def __init__(self) -> None:
        self.learnt: set[str] = set()
        self.requests = Table(
            FOIRequest,
            *("id", "authority", "reference", "state", "regime", "channel", "subject"),
            *("requester_name", "requester_organisation", "requester_email"),
            *("received_on", "received_text", "preamble", "closing", "team", "officer"),
            *("due_on", "registered_on", "closed_on", "answered_on", "was_in_time"),
            *("recorded_at", "review_of", "is_restricted"),
            *FACTS,
            into=_STAGED,
            more=(*_WORDS, "answered_words"),
        )
        self.events = Table(ClockEvent, "foi_request", "name", "on", "value", "until")
        self.questions = Table(
            Question,
            *("id", "foi_request", "parent", "order", "label", "text"),
            *("asked_before", "due_on", "answered_on"),
        )
        self.answers = Table(
            Answer,
            *("id", "foi_request", "text", "outcome", "updated_by", "updated_at"),
        )
        self.answered = Table(AnsweredQuestion, "question", "answer")
        self.revisions = Table(
            AnswerRevision, "answer", "version", "text", "outcome", "by", "at"
        )
        self.citations = Table(
            Citation,
            *("answer", "provision_key", "why_applies"),
            *("factors_for", "factors_against", "balance"),
        )
        self.drafts = Table(
            ResponseDraft, "foi_request", "submitted_by", "submitted_at"
        )
        self.letters = Table(
            Letter,
            *("id", "foi_request", "number", "type", "html", "html_sha256"),
            *("pdf", "pdf_sha256", "cleared_by", "issued_by", "issued_on", "issued_at"),
            "given_on",
        )
        self.said = Table(
            LetterAnswer, "letter", "question", "outcome", "provisions", "sha256"
        )
        self.dispatches = Table(
            Dispatch,
            *("letter", "channel", "address", "by", "asked_at", "due_at"),
            *("printed_at", "begun_at", "sent_at", "sent_on"),
        )
        self.rounds = Table(
            Clearance, "id", "foi_request", "state", "started_at", "ended_at"
        )
        self.steps = Table(
            ClearanceStep,
            *("clearance", "name", "is_for_anyone", "state", "opened_at"),
            *("by", "at", "words_sha256", "reason"),
        )
        self.enquiries = Table(
            Enquiry,
            *("id", "foi_request", "department", "message", "asked_by", "asked_on"),
            *("asked_at", "wanted_by", "replied_on", "dealt_with_at", "dealt_with_by"),
        )
        self.enquired = Table(Enquiry.questions.through, "enquiry", "question")
        self.replies = Table(
            EnquiryReply,
            *("id", "enquiry", "by", "name", "text", "time_spent_minutes"),
            *("saved_at", "sent_at", "sent_on"),
        )
        self.parts = Table(EnquiryReplyPart, "reply", "question", "text")
        self.points = Table(
            ReviewPoint,
            *("review", "question", "decision", "reasons", "updated_by", "updated_at"),
        )
        self.notices = Table(
            Notice,
            *("person", "kind", "foi_request", "words", "url", "key", "on", "at"),
            *("read_at", "way"),
        )
        self.history = Table(
            HistoryEntry,
            *("foi_request", "kind", "by", "on", "recorded_at", "note", "changes"),
        )

    def flush(self) -> None:
        """Copy all rows into their tables."""
        with connection.cursor() as cursor:
            self._stage(cursor)
        for table in (
            *(self.events, self.questions, self.answers, self.answered),
            *(self.revisions, self.citations, self.drafts, self.letters, self.said),
            *(self.dispatches, self.rounds, self.steps, self.enquiries, self.enquired),
            *(self.replies, self.parts, self.points, self.notices, self.history),
        ):
            table.flush()

    def _stage(self, cursor: CursorWrapper) -> None:
        """Copy the requests into a temporary table, then insert them.

        Their words go into a table of their own, with the weights of
        `requests_app.search` and `responses.searching`.
        """
        requests = FOIRequest._meta.db_table
        more = ", ".join(f"ADD {name} text" for name in (*_WORDS, "answered_words"))
        # All names in these statements are this module's own.
        cursor.execute(
            f"CREATE TEMP TABLE {_STAGED} ON COMMIT DROP AS"  # noqa: S608
            f" SELECT * FROM {requests} WITH NO DATA;"
            f" ALTER TABLE {_STAGED} {more}"
        )
        self.requests.flush()
        extra = {*_WORDS, "answered_words"}
        names = [f'"{name}"' for name in self.requests.columns if name not in extra]
        columns = ", ".join(names)
        words = " || ".join(
            f"setweight(to_tsvector('english', {name}), '{weight}')"
            for name, weight in zip(_WORDS, "ABCD", strict=True)
        )
        cursor.execute(
            f"INSERT INTO {requests} ({columns}) SELECT {columns} FROM {_STAGED};"  # noqa: S608
            f" INSERT INTO {SearchEntry._meta.db_table} (foi_request_id, authority_id,"
            f" received_on, asked, answered, version)"
            f" SELECT id, authority_id, received_on, {words},"
            f" setweight(to_tsvector('english', answered_words), 'C'), {VERSION}"
            f" FROM {_STAGED};"
            f" DROP TABLE {_STAGED}"
        )
