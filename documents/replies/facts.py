"""Find the facts stated in a letter: reference, date, law, outcome."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from documents.replies.reply import LetterOutcome, RepliedQuestion
from statute.exemptions import Found
from statute.regimes import Regime

_REFERENCE = re.compile(
    r"\b(?:(?P<whose>our|your|my|foi|request|case|file|requester|enquiry)[ ]?)?"
    r"(?:ref(?:erence)?|file|request (?:id|number)|case number)\b\.?"
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
_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_DATES = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})\s?\^?(?:st|nd|rd|th)?(?:\sof)?\s{_MONTH},?\s"
        r"(?P<year>\d{4})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d\d)\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)
_DATED = re.compile(
    r"\bdate\b[ \t]{0,8}(?::[ \t]{0,8})?(?:[a-z]{3,9},?[ ])?\Z", re.IGNORECASE
)
_ELSEWHEN = re.compile(r"\b(?:received|receipt|dated?)\b[^\n]{0,20}\Z", re.IGNORECASE)
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
_NOT_HELD = re.compile(
    r"\b(?:do(?:es)?\s(?:not|n['’]t)|did\snot|is\snot|are\snot|isn['’]t|not\scurrently)\s"
    r"(?:\w+\s){0,2}?(?:hold|held|record(?:ed)?|collected|kept|have\s(?:this|the|such)\sinformation)\b"
    r"|\bno\s(?:recorded\s)?(?:information|data|records?)\s(?:\w+\s){0,3}?held\b"
    r"|\bnot\sheld\b|\bholds\sno\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:refus(?:e|ed|ing|al)|exempt(?:ion)?|withh(?:eld|old)\w*|redact(?:ed|ing|ions?)?|"
    r"not obliged to comply|unable to (?:comply|disclose)|"
    r"exceeds? the (?:\w+ )?limit)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:attach(?:ed|ment)|enclosed|spread ?sheets?|released|tables? below|"
    r"can (?:now )?provide|is provided|are provided|have provided)\b",
    re.IGNORECASE,
)
_EXTENDING = re.compile(
    r"\bextend(?:ing|ed)?\b[^.]{0,60}\b(?:deadline|time|limit|period|working days)\b|"
    r"\bnot be able to (?:provide a response|respond)\b|\binterim (?:reply|response)\b",
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


def reference_of(head: str, rest: str) -> str:
    """Return the authority's reference, "" if none is found.

    Args:
        head: The words above the body of the letter.
        rest: The other words, older mail included.
    """
    found = [*_REFERENCE.finditer(head), *_REFERENCE.finditer(rest)]
    own = [
        one
        for one in found
        if (one["whose"] or "").lower() not in ("your", "requester")
    ]
    titled = [one["number"] or one["value"] for one in _TITLED.finditer(head)]
    values = [*(one["value"] for one in own), *titled, *(one["value"] for one in found)]
    return " ".join(values[0].split()).rstrip(".-/") if values else ""


def date_of(head: str) -> date | None:
    """Return the date of a letter, from the words above its body."""
    dates = []
    for pattern in _DATES:
        for found in pattern.finditer(head):
            before = head[max(found.start() - 40, 0) : found.start()]
            if day := _day(found):
                is_own = _DATED.search(before) is not None
                is_other = _ELSEWHEN.search(before) is not None and not is_own
                dates.append((not is_own, is_other, found.start(), day))
    dates = [one for one in dates if not one[1]]
    return min(dates)[3] if dates else None


def _day(found: re.Match[str]) -> date | None:
    month, year = found["month"], int(found["year"])
    number = (
        int(month)
        if month.isdigit()
        else next(
            n for n, m in enumerate(_MONTHS, 1) if m.startswith(month[:3].lower())
        )
    )
    try:
        return date(year + 2000 if year < 100 else year, number, int(found["day"]))
    except ValueError:
        return None


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


def says_not_held(words: str) -> bool:
    """Whether an answer says the information is not held."""
    return _NOT_HELD.search(words) is not None


def outcome_of(
    body: str, questions: Sequence[RepliedQuestion], grounds: Mapping[str, object]
) -> LetterOutcome:
    """Return the outcome of a request, as far as its letter says.

    Args:
        body: The answering part of the letter.
        questions: The questions with their answers.
        grounds: The grounds relied on.
    """
    given = dict.fromkeys(question.answer for question in questions if question.answer)
    answers = list(given) or [body]
    if _EXTENDING.search(body) and not given:
        return LetterOutcome.TO_FOLLOW
    refusing = [answer for answer in answers if _refuses(answer)]
    lacking = [answer for answer in answers if says_not_held(answer)]
    giving = [
        answer
        for answer in answers
        if _GIVEN.search(answer)
        or not (_refuses(answer) or says_not_held(answer) or is_ncnd(answer))
    ]
    if is_ncnd(body) and not giving:
        return LetterOutcome.NCND
    if lacking and len(lacking) == len(answers) and not giving:
        return LetterOutcome.NOT_HELD
    if grounds and not giving:
        return LetterOutcome.REFUSED
    if grounds or refusing or lacking:
        return LetterOutcome.PARTIAL
    return LetterOutcome.FULL


def _refuses(answer: str) -> bool:
    return _REFUSED.search(answer) is not None
