"""Letters against a request being a double."""

from django.db.models import Q

from requests_app.models import FOIRequest
from statute.notices import LetterType


def why_no_double(foi_request: FOIRequest) -> str:
    """Return why the letters of a request keep it from being a double; "" for none.

    An acknowledgement decides nothing. Any other letter has an effect under the
    reference of the request: it stops the time, extends the time, or can be reviewed.
    A letter withdrawn before it was given has no effect.

    Source: FOIA 2000 ss.1(3), 9, 10(3), 17 and 50; EIR 2004 regs 7, 9, 11 and 14.
    """
    letters = foi_request.letters.exclude(type=LetterType.ACKNOWLEDGEMENT)
    letter = letters.exclude(Q(given_on=None) & ~Q(withdrawal=None)).first()
    if letter is None:
        return ""
    name = letter.get_type_display()
    return (
        f"A letter other than an acknowledgement was issued on this request: “{name}”. "
        "It has effect under the reference of this request, so close the request by a "
        "letter of its own."
    )
