"""The models of people and authorities, collected here for Django to find."""

from accounts.models.authorities import Authority, SchoolClosure
from accounts.models.leave import Leave
from accounts.models.parts import Department, Team
from accounts.models.people import KnownBrowser, User
from accounts.models.references import check_reference_scheme, make_reference

__all__ = [
    "Authority",
    "Department",
    "KnownBrowser",
    "Leave",
    "SchoolClosure",
    "Team",
    "User",
    "check_reference_scheme",
    "make_reference",
]
