"""Provisions that a request names and the law does not have.

A letter says so only where the officer chooses, and says nothing of how the request
came to be written: the request is dealt with as any other.
"""

from typing import Any, Final

from requests_app.intake.law_named import no_such_in
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Choice, Said

_FIELD: Final = "no_such"
_LEAVE, _SAY = "leave", "say"
# What a letter says to tell of them.
SAYS_NO_SUCH: Final = {_FIELD: _SAY}


def no_such_choice(case: Case) -> tuple[Choice, ...]:
    """Return the field that asks whether to tell the requester; none without cause."""
    named = no_such_in(case.foi_request.received_text)
    if not named:
        return ()
    quoted = ", ".join(f"“{each}”" for each in named)
    return (
        Choice(
            name=_FIELD,
            label=f"Named in the request, and not in the law: {quoted}",
            offered=_LEAVE,
            choices=(
                (_LEAVE, "Do not mention this", ""),
                (
                    _SAY,
                    "Say so, and that it makes no difference",
                    "The request is valid if it describes what is wanted: FOIA s.8.",
                ),
            ),
        ),
    )


def no_such_said(case: Case, said: Said) -> dict[str, Any]:
    """Return the provisions that the letter tells of, as content."""
    is_said = said.get(_FIELD) == _SAY
    text = case.foi_request.received_text
    return {"no_such": no_such_in(text) if is_said else ()}
