"""Say in a procedural letter whether the information is held: FOIA s.1(1)(a)."""

from typing import Final

from responses.procedural.kinds.fields import Choice

HELD: Final = "held"
HELD_IN_PART: Final = "held_in_part"
UNSAID: Final = "unsaid"


def held_choice(*, label: str, hint: str, unsaid: str) -> Choice:
    """Return the field, which begins with saying nothing; `unsaid` is its hint."""
    return Choice(
        name="held",
        label=label,
        hint=hint,
        offered=UNSAID,
        choices=(
            (HELD, "Yes", ""),
            (HELD_IN_PART, "Yes, in part", ""),
            (UNSAID, "Not said", unsaid),
        ),
    )
