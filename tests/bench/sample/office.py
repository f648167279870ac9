"""The staff of made-up requests, and the look of their letters."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.core.files.base import ContentFile

from accounts.models import Authority, Department, Team, User
from accounts.policy import Role
from responses.letters.pdf import pdf_of
from responses.models import Letter
from statute.working_days import format_date
from tests.bench.sample.imagining import texts


class NobodyThere(Exception):
    """The authority has no officer, or no approver, for its requests."""


@dataclass(frozen=True)
class Office:
    """The staff of an authority, and the PDF shared by its made-up letters."""

    authority: Authority
    officers: tuple[User, ...]
    approvers: tuple[User, ...]
    teams: tuple[Team, ...]
    # Departments, each with a person who answers.
    departments: tuple[tuple[Department, User], ...]
    pdf: str
    pdf_sha256: str

    @classmethod
    def of(cls, authority: Authority) -> Self:
        """Load the staff, and make the PDF.

        Raises:
            NobodyThere: The authority has no officer, or no approver.
        """
        people = authority.people.filter(is_active=True).order_by("pk")
        officers = tuple(people.filter(roles__contains=[Role.OFFICER]))
        approvers = tuple(people.filter(roles__contains=[Role.APPROVER]))
        if not officers or not approvers:
            raise NobodyThere(
                f"{authority} needs at least one officer and one approver."
            )
        name, sha256 = _keep_pdf(authority)
        teams = tuple(authority.teams.order_by("pk"))
        contributors = people.filter(roles__contains=[Role.CONTRIBUTOR])
        departments = {
            person.department: person
            for person in contributors.select_related("department")
            if person.department is not None
        }
        return cls(
            *(authority, officers, approvers, teams, tuple(departments.items())),
            *(name, sha256),
        )


def _keep_pdf(authority: Authority) -> tuple[str, str]:
    page = page_of(
        authority, "sample", "A requester", "A sample", "", date.min, date.min
    )
    content = pdf_of(page)
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"letters/{sha256[:2]}/{sha256}.pdf"
    storage = Letter._meta.get_field("pdf").storage
    if not storage.exists(name):
        name = storage.save(name, ContentFile(content))
    return name, sha256


def page_of(
    authority: Authority,
    reference: str,
    requester: str,
    subject: str,
    answers: str,
    received_on: date,
    day: date,
) -> str:
    """Return the page of a letter issued on `day`; `answers` is HTML."""
    letter: str = texts()["letter"]
    return letter.format(
        authority=authority,
        reference=reference,
        requester=requester,
        subject=subject,
        answers=answers,
        received=format_date(received_on),
        day=format_date(day),
        review_contact=authority.review_contact,
        signatory=authority.signatory,
    )
