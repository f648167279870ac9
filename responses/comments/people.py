"""Find the people named in a comment."""

import re
from typing import Any, Final

from django.db.models.functions import Lower

from accounts import policy
from accounts.models import User
from requests_app.forms.people import people_who
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal

# "@" within a word is an e-mail address. A user name may itself be such an address.
_NAMED: Final = re.compile(r"(?<![\w@.+-])@([\w@.+-]+)")
_ENDS_A_SENTENCE: Final = ".+-@"


class MayNotSee(Refusal):
    """A person named in a comment may not see the request."""

    field = "words"


def people_of(foi_request: FOIRequest, permission: str = policy.VIEW_REQUESTS) -> Any:
    """Return the active people with sight of the request and the permission."""
    people = people_who(permission, foi_request)
    return people.filter(named_on=foi_request) if foi_request.is_restricted else people


def named_in(words: str, foi_request: FOIRequest) -> list[User]:
    """Return the people named by "@username" in the words of a comment.

    Raises:
        MayNotSee: A person named may not see the request. The sentence is the
            same where there is no such person.
    """
    wanted = {name.lower() for name in _NAMED.findall(words)}
    if not wanted:
        return []
    spellings = wanted | {name.rstrip(_ENDS_A_SENTENCE) for name in wanted}
    people = people_of(foi_request).annotate(name=Lower("username"))
    found = {one.name: one for one in people.filter(name__in=spellings)}
    named = {}
    for name in sorted(wanted):
        person = found.get(name) or found.get(name.rstrip(_ENDS_A_SENTENCE))
        if person is None:
            raise MayNotSee(
                f"“@{name.rstrip(_ENDS_A_SENTENCE)}” names no person who may see this "
                "request. Choose a person from the list, or put a space after “@”."
            )
        named[person.pk] = person
    return list(named.values())
