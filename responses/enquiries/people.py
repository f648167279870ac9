"""Who answers for a department."""

from datetime import date

from accounts.acting import can_act
from accounts.models import Department, User
from accounts.policy import Role
from requests_app.models import Enquiry


def contributors_of(department: Department) -> list[User]:
    """Return the active people of a department who may reply to its questions."""
    found = User.objects.filter(
        department=department, is_active=True, roles__contains=[Role.CONTRIBUTOR]
    )
    return list(found.order_by("pk"))


def answers_for(department: Department, *, on: date) -> bool:
    """Whether a person or a mailbox can answer for a department on the day `on`."""
    if department.mailbox:
        return True
    return any(can_act(person, on) for person in contributors_of(department))


def officer_of(enquiry: Enquiry) -> User:
    """Return the officer who waits for the reply: who handles the request now."""
    return enquiry.foi_request.officer or enquiry.asked_by
