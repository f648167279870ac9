"""What staff may do with requests: the only writers."""

from requests_app.services import errands, history
from requests_app.services.clock import (
    DateNotWorkedOut,
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
from requests_app.services.extensions import (
    ExtensionNotPossible,
    FactNotPossible,
    extend_time,
    record_clock_fact,
)
from requests_app.services.handling import (
    AssignmentNotPossible,
    RestrictionNotPossible,
    add_note,
    assign_request,
    restrict_request,
    unrestrict_request,
)
from requests_app.services.holidays import (
    HolidayNotPossible,
    add_holiday,
    complete_year,
    put_back_holiday,
    strike_out_holiday,
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
from requests_app.services.readings import (
    ClosureNotPossible,
    ReadingsNotChanged,
    change_readings,
    record_closure,
    what_differs,
    withdraw_closure,
)
from requests_app.services.recomputing import (
    ask_for_recomputation,
    recompute_batch,
    recompute_waiting,
    retry_recomputation,
)
from requests_app.services.reminders import remind, remind_of_due_dates
from requests_app.services.reviews import (
    ReviewNotPossible,
    extend_review,
    request_review,
)
from requests_app.services.search import index_request
from requests_app.services.steps import DayNotPossible, check_day, lock, step

__all__ = [
    "DETAILS",
    "AlreadyRegistered",
    "AssignmentNotPossible",
    "ClosureNotPossible",
    "Correction",
    "DateNotWorkedOut",
    "DayNotPossible",
    "DecisionNotPossible",
    "DetailsChanged",
    "DetailsNotPossible",
    "EnquiryNotPossible",
    "ExtensionNotPossible",
    "FactNotPossible",
    "FeeTooLate",
    "HolidayNotPossible",
    "NothingAsked",
    "NothingToUndo",
    "QuestionsChanged",
    "QuestionsFixed",
    "ReadingsNotChanged",
    "RestrictionNotPossible",
    "ReviewNotPossible",
    "TimeToPayRunning",
    "add_holiday",
    "add_note",
    "answer_enquiry",
    "ask_for_recomputation",
    "assign_request",
    "change_details",
    "change_readings",
    "check_day",
    "complete_year",
    "correct_questions",
    "dismiss_errand",
    "errands",
    "extend_review",
    "extend_time",
    "find_not_valid",
    "history",
    "index_request",
    "lapse_request",
    "last_day_to_pay",
    "lock",
    "make_enquiry",
    "put_back_holiday",
    "put_off_email",
    "receive_clarification",
    "receive_fee",
    "recompute_batch",
    "recompute_due_date",
    "recompute_waiting",
    "record_clock_fact",
    "record_closure",
    "record_request",
    "redo_correction",
    "register_request",
    "remind",
    "remind_of_due_dates",
    "reopen_request",
    "request_fee",
    "request_review",
    "restrict_request",
    "retry_errand",
    "retry_recomputation",
    "seek_clarification",
    "send_waiting_emails",
    "step",
    "strike_out_holiday",
    "transfer_request",
    "undo_correction",
    "unrestrict_request",
    "what_differs",
    "withdraw_closure",
    "withdraw_request",
]
