"""List the kinds of procedural letter, and the kinds a request is open to."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from requests_app.models import FOIRequest
from responses.letters.columns import in_print
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.acknowledgement import Acknowledgement
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.clarification import Clarification
from responses.procedural.kinds.delay_notice import DelayNotice
from responses.procedural.kinds.eir_extension import EirExtension
from responses.procedural.kinds.fees_notice import FeesNotice
from responses.procedural.kinds.fields import values_of
from responses.procedural.kinds.invalid_request import InvalidRequest
from responses.procedural.kinds.kind import ProceduralKind
from responses.procedural.kinds.pit_extension import PitExtension
from responses.procedural.kinds.review_acknowledgement import ReviewAcknowledgement
from responses.procedural.kinds.review_extension import ReviewExtension
from responses.procedural.kinds.transfer import Transfer
from statute.notices import LetterType

_ALL: Final[tuple[ProceduralKind, ...]] = (
    Acknowledgement(),
    Clarification(),
    FeesNotice(),
    PitExtension(),
    EirExtension(),
    DelayNotice(),
    Transfer(),
    InvalidRequest(),
    ReviewAcknowledgement(),
    ReviewExtension(),
)


KINDS: Final[Mapping[LetterType, ProceduralKind]] = MappingProxyType(
    {kind.type: kind for kind in _ALL}
)


def kinds_open_to(case: Case) -> Iterator[ProceduralKind]:
    """Yield the kinds of letter possible for a request on a day."""
    return (kind for kind in _ALL if kind.is_offered(case))


def compose_procedural(
    foi_request: FOIRequest, *, kind: str, details: Mapping[str, Any], on: date
) -> ProceduralContent:
    """Return the content of a letter as if issued on a day.

    Args:
        foi_request: The request; its rows are read afresh.
        kind: The type of letter, by `LetterType`.
        details: The values entered in its form, as stored in `ProceduralDraft.details`.
        on: The London day of issue.

    Raises:
        KeyError: The type is not a procedural letter.
    """
    found = KINDS[LetterType(kind)]
    case = Case(foi_request, on=on)
    with in_print(is_large=foi_request.has_large_print):
        return found.compose(case, values_of(found.fields(case), details))
