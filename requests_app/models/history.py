"""The history of a request. Entries are never changed."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from requests_app.models.requests import FOIRequest


class HistoryEntry(models.Model):
    """An action of a person or of the system, in the history of a request.

    A trigger in the database refuses UPDATE, DELETE and TRUNCATE.
    """

    class Kind(models.TextChoices):
        """What was done, each named after its service."""

        REQUEST_RECORDED = "request_recorded", "Request recorded"
        QUESTIONS_CORRECTED = "questions_corrected", "Questions corrected"
        DETAILS_CHANGED = "details_changed", "Details changed"
        REQUEST_REGISTERED = "request_registered", "Request registered"
        REQUEST_ASSIGNED = "request_assigned", "Request assigned"
        REQUEST_RESTRICTED = "request_restricted", "Access restricted"
        REQUEST_UNRESTRICTED = "request_unrestricted", "Restriction lifted"
        NOTE_ADDED = "note_added", "Note added"
        CLARIFICATION_SOUGHT = "clarification_sought", "Clarification sought"
        CLARIFICATION_RECEIVED = "clarification_received", "Clarification received"
        FEE_REQUESTED = "fee_requested", "Fees notice issued"
        FEE_RECEIVED = "fee_received", "Fee received"
        TIME_EXTENDED = "time_extended", "Time extended"
        CLOCK_FACT_RECORDED = "clock_fact_recorded", "Fact of the clock recorded"
        REQUEST_TRANSFERRED = "request_transferred", "Request transferred"
        REQUEST_WITHDRAWN = "request_withdrawn", "Request withdrawn"
        REQUEST_LAPSED = "request_lapsed", "Request lapsed"
        REQUEST_NOT_VALID = "request_not_valid", "Found not valid"
        REQUEST_REOPENED = "request_reopened", "Request reopened"
        DUE_DATE_CHANGED = "due_date_changed", "Due date changed"
        REMINDER_SENT = "reminder_sent", "Reminder sent"
        ENQUIRY_MADE = "enquiry_made", "Question put to a department"
        ENQUIRY_ANSWERED = "enquiry_answered", "Department replied"
        QUESTION_ANSWERED = "question_answered", "Answer saved"
        ANSWER_SHARED = "answer_shared", "Questions answered together"
        ANSWER_UNSHARED = "answer_unshared", "Question answered apart"
        EXEMPTION_CITED = "exemption_cited", "Provision cited"
        CITATION_CHANGED = "citation_changed", "Citation changed"
        CITATION_REMOVED = "citation_removed", "Citation removed"
        STATEMENT_SAVED = "statement_saved", "Statement on other information saved"
        STATEMENT_REMOVED = (
            "statement_removed",
            "Statement on other information removed",
        )
        LETTER_TEXT_SAVED = "letter_text_saved", "Opening and closing saved"
        SENT_FOR_CLEARANCE = "sent_for_clearance", "Sent for clearance"
        RESPONSE_CLEARED = "response_cleared", "Response cleared"
        RESPONSE_RETURNED = "response_returned", "Response returned"
        RESPONSE_RECALLED = "response_recalled", "Response taken back"
        RESPONSE_ISSUED = "response_issued", "Letter issued"
        PDF_ATTACHED = "pdf_attached", "PDF made"
        PROCEDURAL_LETTER_SAVED = "procedural_letter_saved", "Letter drafted"
        PROCEDURAL_LETTER_ISSUED = "procedural_letter_issued", "Letter issued"
        PROCEDURAL_LETTER_DISCARDED = "procedural_letter_discarded", "Letter discarded"
        WARNING_OVERRIDDEN = "warning_overridden", "Warning set aside"
        OVERRIDE_REMOVED = "override_removed", "Warning restored"
        ENCLOSURE_ADDED = "enclosure_added", "Enclosure added"
        ENCLOSURE_REMOVED = "enclosure_removed", "Enclosure removed"
        ENCLOSURE_SCANNED = "enclosure_scanned", "Enclosure looked through"
        ENCLOSURE_ACCEPTED = "enclosure_accepted", "Enclosure accepted as it is"
        SENDING_QUEUED = "sending_queued", "Letter to be sent"
        SEND_UNDONE = "send_undone", "Sending stopped"
        LETTER_SENT = "letter_sent", "Letter sent"
        LETTER_NOT_DELIVERED = "letter_not_delivered", "Letter not delivered"
        LETTER_WITHDRAWN = "letter_withdrawn", "Letter retracted"
        REVIEW_REQUESTED = "review_requested", "Internal review asked for"
        REVIEW_POINT_DECIDED = "review_point_decided", "Point of the review decided"
        REVIEW_DECIDED = "review_decided", "Internal review decided"
        PREVIOUS_RESPONSE_LINKED = "previous_response_linked", "Old letter linked"

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.PROTECT, related_name="history"
    )
    kind = models.CharField(max_length=40, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Nobody when the system did it by itself.",
    )
    # The day of the event in the office. `recorded_at` is the moment of recording.
    on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    note = models.TextField(blank=True)
    # {"field": [before, after]}
    changes = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "history entries"
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
