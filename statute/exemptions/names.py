"""Recognise the names of laws in English and Welsh: ours, and those of other Acts."""

import re
from typing import Final

_SCOTLAND = r"\(S(?:cotland)?\)"
_ALBAN = r"\((?:yr\s)?Alban\)"
_DEDDF = r"\b(?:(?:D|Dd|N)eddf\s)?Rhyddid\sGwybodaeth\b"
_RHEOLIADAU = r"\b(?:Rh?eoliadau\s)?Gwybodaeth\sAmgylcheddol\b"
_FOISA = (
    rf"\bFOI\(?S\)?A\b|\b(?:FOI|Freedom\sof\sInformation)\s?(?:Act\s)?{_SCOTLAND}"
    rf"|\bScottish\s(?:FOI|Freedom\sof\sInformation)\b|{_DEDDF}\s{_ALBAN}"
)
_EISR = (
    rf"\bEI\(?S\)?Rs?\b|\b(?:EI|Environmental\sInformation)\s?(?:Regulations\s)?"
    rf"{_SCOTLAND}|\bScottish\s(?:EIRs?|Environmental\sInformation)\b"
    rf"|{_RHEOLIADAU}\s{_ALBAN}"
)
_EIR = rf"\bEIRs?\b|\bRhGA\b|\bEnvironmental\sInformation\b|{_RHEOLIADAU}"
_FOIA = rf"\bFOIA?\b|\bDRhG\b|\bFreedom\sof\sInformation\b|{_DEDDF}"

OURS: Final = (
    rf"(?i:(?P<FOISA>{_FOISA})|(?P<EISR>{_EISR})|(?P<EIR>{_EIR})|(?P<FOIA>{_FOIA}))"
)
OUR_NAME: Final = re.compile(OURS)
OUR_NAME_BEFORE: Final = re.compile(
    rf"{OURS}(?:\s(?:Act|Regulations))?(?:\s\d{{4}})?(?:\s\([^()\n]{{2,20}}\))?"
    r"[\s,:–-]{0,3}\Z"
)
# The names that tell the nation. "The EIRs" and "the FOI Act" are either nation's.
TELLING: Final = re.compile(
    rf"(?i:(?P<scottish>{_FOISA}|{_EISR})|(?P<short>\bFOIA\b)"
    r"|\bFreedom\sof\sInformation\sAct\b|\bEnvironmental\sInformation\sRegulations\b"
    rf"|{_DEDDF}|{_RHEOLIADAU})"
)
# The names that either nation's law goes by: short, or in full without a year.
LOOSE: Final = re.compile(
    r"(?:EIRs?|FOI|Freedom\sof\sInformation|Environmental\sInformation)"
    r"(?:\s(?:Act|Regulations|legislation))?(?!\w|\s\d{4}|\sAct|\sReg)",
    re.IGNORECASE,
)

_CAPITALS = (
    r"[A-Z][\w’'-]{0,30},?[ \xa0\n](?:(?:and|of|for|to|the|etc\.?|&)[ \xa0\n]){0,3}"
)
_WELSH_ACT = (
    r"\b(?:(?:D|Dd|N)eddf|Gorchymyn|Orchymyn|Rh?eoliadau)[ \xa0\n]"
    r"(?:(?:yr?|a|ac|o|ar|i|at)[ \xa0\n]){0,2}[A-Z][\w’'-]{1,30}"
    r"(?:[ \xa0\n](?:[A-Z][\w’'-]{1,30}|yr?|a|ac|o|ar|i|at)){0,8}"
    r"(?:[ \xa0]\([A-Za-z ]{1,30}\))?"
)
LAW: Final = (
    rf"(?:{_WELSH_ACT}|(?:{_CAPITALS}){{1,7}}(?:\([A-Za-z ]{{1,30}}\)[ \xa0])?"
    r"(?:Act|Order|Rules|Regulations?)\b)"
)
LAW_AFTER: Final = re.compile(LAW)
LAW_BEFORE: Final = re.compile(
    rf"(?:{LAW}|(?<!\w)(?:DPA|GDPR|LGA|PACE|RIPA|MHA|MCA|TCPA|CJA|POCA|HSWA))"
    r"(?:[ \xa0]\d{4})?(?:[ \xa0]\([^()\n]{2,30}\))?[ \xa0,:–-]{0,3}\Z"
)
ANY_LAW: Final = re.compile(rf"(?P<other>{LAW})|{OURS}")
ACRONYM: Final = re.compile(r"UK[ \xa0]GDPR|(?!FOI|EI)[A-Z]{2,3}[A-Za-z]?[A-Z]{0,3}\b")

# A name that a text may define: "the Act", "the 2002 Act", "the EIRs", "FOIA".
SHORT: Final = re.compile(
    r"(?P<year>\d{4}\s)?(?:Scottish\s)?(?:Act|Regulations|Regs)\b"
    r"|EIRs?\b|FOIA\b|FOI(?:\sAct|\slegislation)?\b|(?:D|Dd|N)eddf(?:\s(?P<blwyddyn>\d{4}))?\b|Rh?eoliadau\b",
    re.IGNORECASE,
)
