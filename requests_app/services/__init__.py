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
from requests_app.services.moves import (
    TimeToPayRunning,
    lapse_request,
    reopen_request,
    transfer_request,
    withdraw_request,
)
from requests_app.services.reminders import remind, remind_of_due_dates
from requests_app.services.steps import DayNotPossible, check_day, lock, step

__all__ = [
    "AssignmentNotPossible",
    "DayNotPossible",
    "DecisionNotPossible",
    "EnquiryNotPossible",
    "FeeTooLate",
    "RestrictionNotPossible",
    "TimeToPayRunning",
    "add_note",
    "answer_enquiry",
    "assign_request",
    "check_day",
    "dismiss_errand",
    "errands",
    "history",
    "lapse_request",
    "last_day_to_pay",
    "lock",
    "make_enquiry",
    "put_off_email",
    "receive_clarification",
    "receive_fee",
    "recompute_due_date",
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
    "unrestrict_request",
    "withdraw_request",
]
