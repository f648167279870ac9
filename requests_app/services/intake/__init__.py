"""Take a request in: record it, correct its details, register it, or refuse it."""

from requests_app.services.intake.details import (
    DETAILS,
    DetailsChanged,
    DetailsNotPossible,
    change_details,
)
from requests_app.services.intake.recording import record_request, subject_of
from requests_app.services.intake.registering import (
    AlreadyRegistered,
    NothingAsked,
    find_not_valid,
    register_request,
)

__all__ = [
    "DETAILS",
    "AlreadyRegistered",
    "DetailsChanged",
    "DetailsNotPossible",
    "NothingAsked",
    "change_details",
    "find_not_valid",
    "record_request",
    "register_request",
    "subject_of",
]
