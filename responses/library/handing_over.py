"""Hand over the paragraphs of a person to a colleague."""

from datetime import date
from typing import Final

from django.db.models import QuerySet

from accounts.models import User
from requests_app.assigning.belongings import Belonging
from responses.library.services import give_paragraph
from responses.models import Paragraph


def hand_over_paragraphs(*, giver: User, to: User, by: User, on: date) -> int:
    """Make a colleague the owner of a person's paragraphs; return how many."""
    paragraphs = list(_owned_by(giver))
    for paragraph in paragraphs:
        give_paragraph(paragraph=paragraph, to=to, by=by)
    return len(paragraphs)


def _owned_by(person: User) -> QuerySet[Paragraph]:
    return Paragraph.objects.filter(owner=person, retired_at=None)


PARAGRAPHS: Final = Belonging(
    title=("paragraph of the wording library", "paragraphs of the wording library"),
    count=lambda person: _owned_by(person).count(),
    hand_over=hand_over_paragraphs,
)
