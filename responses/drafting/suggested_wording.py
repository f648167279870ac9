"""Suggested wording: whole sentences of the library for the officer to make exact."""

from typing import Final

from responses.drafting.statements import FIELDS
from statute import exemptions
from statute.notices import placeholders_in
from statute.paragraphs import PARAGRAPHS, ParagraphKind
from statute.regimes import Regime

_SCOPE: Final = "any other information relevant to this request"
_NO_INFERENCE: Final = (
    "Nothing should be inferred from this about whether any such information exists or "
    "is held. We would reply in the same words in either case."
)


def offered_statement(regime: Regime) -> dict[str, str]:
    """Return wording for each field of a statement on other information."""
    of_library = (
        PARAGRAPHS[f"{regime.lower()}-ncnd-{part}"].text
        for part in ("harm", "for", "against", "balance")
    )
    return dict(zip(FIELDS, (_SCOPE, *of_library, _NO_INFERENCE), strict=True))


def offered_reason(provision_key: str) -> str:
    """Return wording for why a provision lifts the duty to confirm or deny; or ""."""
    provision = exemptions.get(provision_key)
    offered = (
        one.text
        for one in PARAGRAPHS.values()
        if one.kind is ParagraphKind.REASON
        and one.provisions == (provision.key,)
        and provision.is_ncnd
        and not placeholders_in(one.text)
    )
    return next(offered, "")
