"""What staff may do with requests: the only writers."""

from requests_app.services import errands, history
from requests_app.services.clock import (
    FeeTooLate,
    last_day_to_pay,
    receive_clarification,
    receive_fee,
    recompute_due_date,
    request_fee,
    seek_clarification,
)
from requests_app.services.emails import put_off_email, send_waiting_emails
from requests_app.services.enquiries import (
    EnquiryNotPossible,
    answer_enquiry,
    make_enquiry,
)
from requests_app.services.errands import (
    DecisionNotPossible,
    dismiss_errand,
    retry_errand,
)
from requests_app.services.handling import (
    AssignmentNotPossible,
    RestrictionNotPossible,
    add_note,
    assign_request,
    restrict_request,
    unrestrict_request,
)
from requests_app.services.intake import (
    DETAILS,
    AlreadyRegistered,
    DetailsChanged,
    DetailsNotPossible,
    NothingAsked,
    change_details,
    find_not_valid,
    record_request,
    register_request,
)
from requests_app.services.moves import (
    TimeToPayRunning,
    lapse_request,
    reopen_request,
    transfer_request,
    withdraw_request,
)
from requests_app.services.questions import (
    Correction,
    NothingToUndo,
    QuestionsChanged,
    QuestionsFixed,
    correct_questions,
    redo_correction,
    undo_correction,
)
from requests_app.services.reminders import remind, remind_of_due_dates
from requests_app.services.search import index_request
from requests_app.services.steps import DayNotPossible, check_day, lock, step

__all__ = [
    "DETAILS",
    "AlreadyRegistered",
    "AssignmentNotPossible",
    "Correction",
    "DayNotPossible",
    "DecisionNotPossible",
    "DetailsChanged",
    "DetailsNotPossible",
    "EnquiryNotPossible",
    "FeeTooLate",
    "NothingAsked",
    "NothingToUndo",
    "QuestionsChanged",
    "QuestionsFixed",
    "RestrictionNotPossible",
    "TimeToPayRunning",
    "add_note",
    "answer_enquiry",
    "assign_request",
    "change_details",
    "check_day",
    "correct_questions",
    "dismiss_errand",
    "errands",
    "find_not_valid",
    "history",
    "index_request",
    "lapse_request",
    "last_day_to_pay",
    "lock",
    "make_enquiry",
    "put_off_email",
    "receive_clarification",
    "receive_fee",
    "recompute_due_date",
    "record_request",
    "redo_correction",
    "register_request",
    "remind",
    "remind_of_due_dates",
    "reopen_request",
    "request_fee",
    "restrict_request",
    "retry_errand",
    "seek_clarification",
    "send_waiting_emails",
    "step",
    "transfer_request",
    "undo_correction",
    "unrestrict_request",
    "withdraw_request",
]
