"""Write a request's letter as a PDF: the latest issued, or the current draft."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.letters.composing import compose
from responses.letters.pages import as_draft, page_of
from responses.letters.pdf import LetterNotMade, pdf_of
from responses.letters.records import read_pdf
from responses.models import Letter
from responses.models.letters import LETTER_TYPE_LABELS
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import kinds_open_to
from responses.procedural.services import procedural_content
from responses.refusals import DocumentDamaged

BAD_INPUT: Final = 1


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", metavar="REFERENCE")
        parser.add_argument(
            "--type",
            metavar="T",
            choices=LETTER_TYPE_LABELS,
            help="the kind of letter; that of a response follows from its answers: "
            + ", ".join(LETTER_TYPE_LABELS),
        )
        parser.add_argument("--out", metavar="FILE", required=True, type=Path)

    def handle(self, **options: Any) -> None:
        reference, kind = options["reference"], options["type"]
        foi_request = FOIRequest.objects.filter(reference=reference).first()
        if foi_request is None:
            raise CommandError(
                f"No request has the reference {reference}.", returncode=BAD_INPUT
            )
        candidates = _letters_of(foi_request, on=timezone.localdate())
        found = [each for each in candidates if kind in (None, each["type"])]
        if not found:
            raise CommandError(
                f"Request {reference} has no letter of the kind {kind}: the kind "
                "follows from its answers."
                if kind
                else f"Request {reference} has no letter: none was issued, and none "
                "can be drafted now.",
                returncode=BAD_INPUT,
            )
        told = found[0]
        try:
            content = _pdf(told.pop("page"), told.pop("letter"))
            options["out"].write_bytes(content)
        except (LetterNotMade, DocumentDamaged) as problem:
            raise CommandError(str(problem), returncode=BAD_INPUT) from problem
        except OSError as problem:
            raise CommandError(
                f"{options['out']} cannot be written: {problem.strerror}.",
                returncode=BAD_INPUT,
            ) from problem
        self.stdout.write(json.dumps(told | {"file": str(options["out"])}))


def _letters_of(foi_request: FOIRequest, *, on: date) -> Iterator[dict[str, Any]]:
    """Yield the drafts of an open request, then the issued letters, latest first."""
    if foi_request.is_open and foi_request.state != State.ISSUED:
        content = compose(foi_request, on=on)
        yield {
            "reference": foi_request.reference,
            "type": str(content.type),
            "is_issued": False,
            "page": as_draft(page_of(content)),
            "letter": None,
        }
        yield from _procedural_letters_of(foi_request, on=on)
    for letter in foi_request.letters.order_by("-number"):
        yield {
            "reference": foi_request.reference,
            "type": letter.type,
            "is_issued": True,
            "page": letter.html,
            "letter": letter,
        }


def _procedural_letters_of(
    foi_request: FOIRequest, *, on: date
) -> Iterator[dict[str, Any]]:
    """Yield the procedural letters possible now, as if issued now."""
    for kind in kinds_open_to(Case(foi_request, on=on)):
        content = procedural_content(foi_request, kind.type, on=on)
        yield {
            "reference": foi_request.reference,
            "type": str(kind.type),
            "is_issued": False,
            "page": as_draft(page_of(content)),
            "letter": None,
        }


def _pdf(page: str, letter: Letter | None) -> bytes:
    if letter is not None and letter.pdf:
        return read_pdf(letter)
    return pdf_of(page)
