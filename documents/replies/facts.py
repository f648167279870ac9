"""Find the facts stated in a letter: reference, law, whether it confirms nothing."""

import re
from collections.abc import Sequence

from statute.exemptions import Found
from statute.regimes import Regime

_REFERENCE = re.compile(
    r"\b(?:(?P<whose>our|your|my|foi|request|case|file|requester|enquiry|ein|eich)"
    r"[ ]?)?"
    r"(?:ref(?:erence)?|file|cyf(?:eirnod)?|(?:request|case|enquiry) (?:id|number|no)"
    r"|(?:case|request)(?=\s?[:#]))\b\.?"
    r"(?:[ ](?:no|number|id))?\.?[ \t]{0,8}"
    r"(?:[:.\-–—#]{1,8}[ \t\n]{0,8}|\n[ \t\n]{0,8})?"
    r"(?P<value>(?:[A-Z]{2,12}[ ]?[/\-._ ]?[ ]?)?"
    r"[A-Z0-9][\w./\-]{0,40}\d[\w/\-]{0,40})",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:(?:freedom of information|information|right to know|foi|eir)[ ](?:act[ ])?"
    r"request[ \t:\-–]{1,4}(?:no\.?|number)?[ \t:]{0,8}"
    r"(?P<number>[\w/\-.]{0,40}\d[\w/\-.]{0,40})"
    r"|(?P<value>(?:FOI|EIR|FOISA|RFI|IR)[ /\-_.]{0,8}\d[\w/\-.]{0,40}\d))",
    re.IGNORECASE,
)
_NCND = re.compile(
    r"\bneither\s(?:be\s)?(?:to\s)?confirm(?:s|ed|ing)?\sn?or\s(?:to\s)?"
    r"den(?:y|ies|ied|ying)\b",
    re.IGNORECASE,
)
_PUBLIC_INTEREST = re.compile(
    r"\bpublic interest (?:test|factors?|arguments?|considerations?|balance|"
    r"lies|favours|in maintaining)\b|"
    r"\b(?:factors|arguments|considerations) (?:in )?"
    r"(?:favour|favouring|for|against)\b|"
    r"\bbalancing test\b|\bbalanc(?:e|ing)\b[^.]{0,80}\bpublic interest\b",
    re.IGNORECASE,
)
_WEIGHING = re.compile(
    r"\bin favour\b|\bfavouring\b|\bon balance\b|\boutweighs?\b|\bbalance of\b|"
    r"\bbalancing\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"Freedom of Information|\bFOI(?:S|\(S\))?A\b|Rhyddid Gwybodaeth", re.IGNORECASE
)
_REGULATIONS = re.compile(
    r"Environmental Information|\bEI(?:S|\(S\))?Rs?\b|Gwybodaeth Amgylcheddol",
    re.IGNORECASE,
)
_SCOTTISH = re.compile(
    r"\(Scotland\)\s(?:Act|Reg)|\bFOI(?:S|\(S\))A\b|\bEI(?:S|\(S\))Rs?\b"
    r"|\((?:yr )?Alban\)",
    re.IGNORECASE,
)
_OPENING = 600  # characters below the head that may have the reference as a title
_ALONE = re.compile(
    r"^[\s*_]*(?:re:?\s)?"
    r"(?P<value>(?:FOI|EIR|FOISA|RFI|IR)[ /\-_.]{0,3}\d[\w/\-.]{0,40})"
    r"[\s*_.]*$",
    re.IGNORECASE | re.MULTILINE,
)
# Of an e-mail: "Subject: RE: Owls [FOI-31]".
_BRACKETED = re.compile(
    r"^subject:[^\n]{0,200}?[\[(#]\s?(?:(?:our )?ref(?:erence)?[ :.]{0,3})?"
    r"(?P<value>[A-Z]{0,8}[ /_-]?\d[\w/.-]{1,40})",
    re.IGNORECASE | re.MULTILINE,
)
# At the end of a title: "Owls (FOIR-1648)", "Owls (31A/23)", "Owls - 031/13".
_ENDING = re.compile(
    r"^[^\n]{2,120}?"
    r"(?:[(\[](?P<value>[A-Z]{2,8}[-/_]?\d{3}[\w/.-]{0,30}|\d{1,6}[A-Z]?/\d\d|\d{5,10})"
    r"[)\]]|\s[-–]\s(?P<number>\d{1,5}[A-Z]?/\d\d))[ \t]*$",
    re.MULTILINE,
)
_A_YEAR = re.compile(r"(?:19|20)\d\d/\d\d")
_A_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}|\d{4}-\d\d-\d\d")


def reference_of(head: str, rest: str) -> str:
    """Return the authority's reference, "" if none is found.

    Args:
        head: The words above the body of the letter.
        rest: The other words, older mail included.
    """
    found = [*_REFERENCE.finditer(head), *_REFERENCE.finditer(rest)]
    found = [one for one in found if not _A_DAY.fullmatch(one["value"])]
    own = [
        one
        for one in found
        if (one["whose"] or "").lower() not in ("your", "requester", "eich")
    ]
    titled = [one["value"] for one in _BRACKETED.finditer(head)]
    titled += [one["value"] for one in _ALONE.finditer(rest[:_OPENING])]
    titled += [one["number"] or one["value"] for one in _TITLED.finditer(head)]
    endings = [one["value"] or one["number"] for one in _ENDING.finditer(head)]
    titled += [one for one in endings if not _A_YEAR.fullmatch(one)]
    values = [*(one["value"] for one in own), *titled, *(one["value"] for one in found)]
    return " ".join(values[0].split()).rstrip(".-/") if values else ""


def regime_of(letter: str, citations: Sequence[Found]) -> Regime:
    """Return the law a letter was written under, from its grounds and named laws."""
    laws = [found.regime for found in citations if found.is_ground]
    acts = len(_ACT.findall(letter))
    regulations = len(_REGULATIONS.findall(letter))
    is_environmental = regulations > acts
    if laws:
        environmental = 2 * sum(law.is_environmental for law in laws)
        is_environmental = environmental > len(laws) - is_environmental
    if _SCOTTISH.search(letter) or (laws and all(law.is_scottish for law in laws)):
        return Regime.EISR if is_environmental else Regime.FOISA
    return Regime.EIR if is_environmental else Regime.FOIA


def is_ncnd(letter: str) -> bool:
    """Whether a letter neither confirms nor denies holding information."""
    return _NCND.search(letter) is not None


def weighs_public_interest(letter: str) -> bool:
    """Whether a letter sets out a public interest test, beyond a bare mention."""
    return (
        _PUBLIC_INTEREST.search(letter) is not None
        and _WEIGHING.search(letter) is not None
    )
