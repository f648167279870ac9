"""Suggested wording: complete sentences for the officer to make exact."""

from responses.drafting.statements import FIELDS
from statute import exemptions
from statute.regimes import Regime

_NO_INFERENCE = (
    "Nothing should be inferred from this about whether any such information exists or "
    "is held. We would reply in the same words in either case."
)
_HARM = (
    "To confirm that such information is held, or to state that it is not, would "
    "itself disclose something. Either reply would show whether the matters asked "
    "about have been the subject of our work and, set beside our replies to other "
    "requests, would let a picture of that work be put together."
)
_FOR = (
    "Saying whether the information is held would add to public understanding of how "
    "we carry out our functions.\n"
    "It would make us more accountable for what we decide and what we spend."
)
_AGAINST = (
    "Saying whether the information is held would give those who wish to evade or "
    "frustrate our work knowledge that they could use.\n"
    "The protection serves its purpose only if the same reply is given whether or not "
    "anything is held."
)
_UNITED_KINGDOM = (
    "We recognise the public interest in openness, and have given it weight. In all "
    "the circumstances of the case, however, the public interest in maintaining the "
    "exclusion of the duty to confirm or deny outweighs the public interest in "
    "disclosing whether we hold the information."
)
_EUROPEAN = (
    "We recognise the presumption in favour of disclosure, and have applied it. In all "
    "the circumstances of the case, however, the public interest in neither confirming "
    "nor denying that the information exists and is held outweighs the public interest "
    "in saying whether it is."
)
_SCOTLAND = (
    "We recognise the public interest in openness, and have given it weight. On "
    "balance, however, we consider that to reveal whether the information exists or is "
    "held would be contrary to the public interest."
)
_BALANCES = {
    Regime.FOIA: _UNITED_KINGDOM,
    Regime.EIR: _EUROPEAN,
    Regime.FOISA: _SCOTLAND,
    Regime.EISR: _EUROPEAN,
}

_WHY = {
    "FOIA 23(5)": (
        "The duty to say whether information is held does not arise where saying so "
        "would disclose information supplied by, or relating to, one of the bodies "
        "that deal with security matters. Either reply would do so."
    ),
    "FOIA 24(2)": (
        "We are not required to say whether information is held where that is needed "
        "for the purpose of safeguarding national security. Either reply would show "
        "whether the matters asked about have been of interest, and so would help "
        "those from whom the country has to be protected."
    ),
    "FOIA 30(3)": (
        "If information of this description were held, it would be held for an "
        "investigation or proceedings of the kind that section 30 describes, and we "
        "are not required to say whether it is."
    ),
    "FOIA 31(3)": (
        "To say whether information is held would, or would be likely to, prejudice "
        "the prevention or detection of crime (section 31(1)(a)) and the apprehension "
        "or prosecution of offenders (section 31(1)(b)). Either reply would show which "
        "methods are in use, and so would help those who wish to evade them."
    ),
    "FOIA 38(2)": (
        "To say whether information is held would, or would be likely to, endanger the "
        "physical or mental health or the safety of an individual."
    ),
    "FOIA 40(5B)(a)(i)": (
        "To say whether information is held would itself tell something about an "
        "identifiable person, and to tell it would contravene the data protection "
        "principles: the person would not expect it, and no legitimate interest in "
        "knowing outweighs theirs."
    ),
    "FOIA 41(2)": (
        "To say whether information is held would be an actionable breach of "
        "confidence."
    ),
    "FOIA 42(2)": (
        "To say whether information is held would itself disclose something covered by "
        "legal professional privilege."
    ),
    "FOIA 43(3)": (
        "To say whether information is held would, or would be likely to, prejudice "
        "the commercial interests of a person."
    ),
    "EIR 12(6)": (
        "To say whether the information exists and is held would itself disclose "
        "something that would adversely affect international relations, defence, "
        "national security or public safety."
    ),
    "EIR 13(5A) by virtue of 13(5B)(a)(i)": (
        "To say whether the information exists and is held would itself tell something "
        "about an identifiable person, and to tell it would contravene the data "
        "protection principles."
    ),
    "FOISA 18(1)": (
        "If the information existed and were held, it would be exempt under the "
        "provision named with this one, and to reveal whether it exists or is held "
        "would be contrary to the public interest."
    ),
    "EISR 10(8)": (
        "To say whether the information exists and is held would itself prejudice "
        "substantially international relations, defence, national security or public "
        "safety, and would be contrary to the public interest."
    ),
    "EISR 11(6) by virtue of 11(2)(a)": (
        "To say whether the information exists and is held would itself tell something "
        "about an identifiable person, and to tell it would contravene the data "
        "protection principles."
    ),
}


def offered_statement(regime: Regime) -> dict[str, str]:
    """Return wording for each field of a statement on other information."""
    words = (
        "any other information relevant to this request",
        _HARM,
        _FOR,
        _AGAINST,
        _BALANCES[regime],
        _NO_INFERENCE,
    )
    return dict(zip(FIELDS, words, strict=True))


def offered_reason(provision_key: str) -> str:
    """Return wording for why a provision lifts the duty to confirm or deny; or ""."""
    exemptions.get(provision_key)
    return _WHY.get(provision_key, "")
