"""Write and issue a usual letter in one step, where nobody reads it before."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.models import FOIRequest
from responses.letters.pages import page_of, sha256_of
from responses.models import Letter
from responses.procedural.kinds.catalogue import compose_procedural
from responses.procedural.services import (
    issue_procedural_letter,
    save_procedural_letter,
)
from responses.sending.queueing import Sending


@transaction.atomic
def issue_at_once(
    *,
    foi_request: FOIRequest,
    kind: str,
    said: Mapping[str, Any],
    sending: Sending | None,
    by: User,
    on: date,
    at: datetime,
) -> Letter:
    """Save a procedural letter and issue it, exactly as if written by itself.

    Args:
        foi_request: The request, without a draft of this kind.
        kind: The type of letter, by `LetterType`.
        said: The content of the form, as `ProceduralDraft.details` stores it.
        sending: How the letter is sent; None to decide later.
        by: The officer who issues it.
        on: The London day of issue.
        at: The moment.

    Raises:
        Refusal: As `issue_procedural_letter` and `save_procedural_letter` say.
    """
    save_procedural_letter(
        foi_request=foi_request,
        kind=kind,
        details=said,
        version=0,
        by=by,
        on=on,
        at=at,
        is_autosave=True,
    )
    content = compose_procedural(foi_request, kind=kind, details=said, on=on)
    last = foi_request.letters.order_by("-number").only("number").first()
    return issue_procedural_letter(
        foi_request=foi_request,
        kind=kind,
        number=last.number + 1 if last else 1,
        page_sha256=sha256_of(page_of(content)),
        by=by,
        on=on,
        at=at,
        sending=sending,
    )
