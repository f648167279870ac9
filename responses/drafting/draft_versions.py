"""Versions of the statement, and of the letter's opening and ending."""

from collections.abc import Mapping, Sequence

from accounts.models import User
from requests_app.models import FOIRequest
from responses.drafting.cited import Cited
from responses.models import DraftRevision


def keep_part(
    foi_request: FOIRequest,
    part: DraftRevision.Part,
    *,
    version: int,
    said: Mapping[str, str],
    citations: Sequence[Cited] = (),
    by: User,
) -> DraftRevision:
    """Add a part of the draft as saved to its versions; `said` is empty if removed."""
    return foi_request.draft_revisions.create(
        part=part,
        version=version,
        said=dict(said),
        citations=list(citations),
        by=by,
    )


def last_version(foi_request: FOIRequest, part: DraftRevision.Part) -> int:
    """Return the number of the last version of a part; 0 for none.

    A part taken out of the letter and begun again counts on, so that a page opened
    before cannot pass for a page opened since.
    """
    kept = foi_request.draft_revisions.filter(part=part)
    return kept.values_list("version", flat=True).first() or 0
