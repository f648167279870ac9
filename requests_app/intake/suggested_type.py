"""Suggest the kind of a requester, for the officer to choose or to leave."""

import re
from dataclasses import dataclass
from typing import Final

from requests_app.models import FOIRequest, RequesterType

# Fits nothing: no address tells of such a kind.
_NONE: Final = r"(?!)"
# An authority names its kinds as it likes: a kind is known by words of its name. Then
# come words in the name of an organisation, and ends of addresses, that tell of it.
# What might be one kind or another, such as a bare ".org", tells nothing.
_SIGNS: Final = (
    (
        r"member of parliament|\bmps?\b|councillor|politician|elected",
        r"\bmps?\b|house of (commons|lords)|senedd|scottish parliament",
        r"(^|\.)(parliament\.uk|parliament\.scot|senedd\.wales)$",
    ),
    (
        r"media|press|journalis",
        r"\b(news|newspapers?|broadcasting|bbc|itv|press association|gazette|herald"
        r"|journalists?|magazine)\b",
        r"(^|\.)(bbc\.co\.uk|itv\.com|theguardian\.com|telegraph\.co\.uk|thetimes\.co"
        r"\.uk|ft\.com|reachplc\.com|pamediagroup\.com|stv\.tv|sky\.uk)$",
    ),
    (
        r"solicitor|lawyer|legal|adviser",
        r"\b(solicitors?|barristers?|chambers|law (firm|centre)|advocates?)\b",
        _NONE,
    ),
    (
        r"research|student|academic|universit",
        r"\b(universit(y|ies)|prifysgol|college|research (institute|centre))\b",
        r"(^|\.)ac\.uk$",
    ),
    (
        r"public (authority|body|sector)",
        r"\b(council|borough|nhs|constabulary|police|ministry|department for"
        r"|health board)\b",
        r"(^|\.)(gov\.uk|gov\.scot|gov\.wales|police\.uk|nhs\.uk|nhs\.net|nhs\.scot"
        r"|mod\.uk)$",
    ),
    (
        r"campaign|charit|voluntary|non-profit|union",
        r"\b(charity|charitable|campaign|trade union|friends of|foundation)\b",
        _NONE,
    ),
    (
        r"business|compan|commerc",
        r"\b(ltd|limited|plc|llp|inc|gmbh|consult(ing|ants?))\b\.?",
        _NONE,
    ),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A kind of requester that fits, and what tells of it.

    Attributes:
        requester_type: A kind in use at the authority.
        why: What tells of it, to go on after "because".
    """

    requester_type: RequesterType
    why: str

    @property
    def in_words(self) -> str:
        """The suggestion as a sentence."""
        return f"Suggested: {self.requester_type}, because {self.why}."


def suggest_type(foi_request: FOIRequest) -> Suggestion | None:
    """Return the kind that organisation or e-mail address tell of; None where unclear.

    Nothing is suggested where a kind is stated. One query at most, and none where the
    requester gave neither organisation nor address.
    """
    organisation = foi_request.requester_organisation.strip()
    domain = foi_request.requester_email.rpartition("@")[2].lower()
    if foi_request.requester_type_id is not None or not (organisation or domain):
        return None
    for named, in_organisation, in_domain in _SIGNS:
        if re.search(in_organisation, organisation, re.IGNORECASE):
            why = f"the organisation is {organisation}"
        elif re.search(in_domain, domain):
            why = f"the address ends in {domain}"
        else:
            continue
        kinds = foi_request.authority.requester_types.filter(retired_on__isnull=True)
        fitting = (kind for kind in kinds if re.search(named, kind.name, re.IGNORECASE))
        found = next(fitting, None)
        return None if found is None else Suggestion(found, why)
    return None
