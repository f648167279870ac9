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
from requests_app.services.steps import DayNotPossible, check_day, lock, step

__all__ = [
    "DayNotPossible",
    "FeeTooLate",
    "check_day",
    "errands",
    "history",
    "last_day_to_pay",
    "lock",
    "receive_clarification",
    "receive_fee",
    "recompute_due_date",
    "request_fee",
    "seek_clarification",
    "step",
]
