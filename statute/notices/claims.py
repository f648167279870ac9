"""Find what the words of an answer claim: that information is exempt, or is given.

Each pattern has bounded repeats, so the time taken is linear in the text.
"""

import re

from statute.notices.sentences import Passage, folded, sentences_in

_EXEMPT = re.compile(
    r"""
    \b(?:is|are|was|were|be|being|been|considered|fully|partly|also)\s
        (?:therefore\s|also\s)?(?:exempt(?:ed)?(?!\sfrom\s(?!disclosure|release|being))|withheld|redacted
        |excepted)\b
    | \bwe\s(?:have\s|are\s|must\s|also\s|therefore\s){0,3}
        (?:withhold(?:ing)?|withheld|redact(?:ed|ing)?|exempt(?:ed|ing)?)\b
    | \bwe\s(?:have\s|are\s|also\s|therefore\s){0,3}refus(?:e|ed|ing)\s
        (?:to\s(?:disclose|release|provide|give|share|send)|disclosure|release)
    | \b(?:exempt|excepted)\s(?:from\s(?:disclosure|release)|under|by\svirtue)
    | \b(?:exemptions?|exceptions?)\s(?:[\w'()-]+\s){0,4}appl(?:y|ies)\b
    | \b(?:disclosure|disclosing|release|releasing)\s(?:[\w'-]+\s){0,3}would\s
        (?:be\slikely\sto\s)?(?:prejudice|harm|endanger|breach|adversely)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "If it were held it would be exempt", "it is not exempt", the exception for not held.
_NOT_CLAIMED = re.compile(
    r"\b(?:if|were|whether|not\s(?:been\s)?(?:exempt|withheld|redacted|withholding"
    r"|withhold|refus\w+)|no\s(?:exemption|exception)|nothing\s(?:is|was|has)"
    r"|neither|(?-i:may|might)|rather\sthan|not\sheld|do(?:es)?\snot\shold|1[02]\(4\)\(a\)|you|your)\b"
    r"|1[02]\(4\)\(a\)",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:£\s?\d[\d,.]*|\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|twenty|thirty|forty|fifty|dozens?|hundreds?)"
)
_HOLDS = r"""
    \b(?:we|I)\s(?:do\s|also\s)?hold\s(?:the|this|that|your)\s(?:[\w-]+\s){0,2}
        (?:information|records?|data|documents?|report|figures?)\b
"""
_POINTS_TO_IT = r"""
    \b(?:information|figures?|data|details|cop(?:y|ies)|report|answer|list
        |documents?)\s
        (?:[\w'-]+\s){0,6}(?:is|are)\s(?:now\s)?
        (?:attached|enclosed|below|as\sfollows|in\sthe\stable|set\sout|given\s(?:below|in))
    | \b(?:please\s(?:find|see)|I\s(?:attach|enclose)|we\s(?:attach|enclose)|(?:is
        |are)\s
        (?:attached|enclosed|annexed))\b
    | \bhere\s(?:is|are)\s(?:the|a|your)\b
    | \byou\swill\sfind\s(?:it|them|the)\b
"""
_FACTS = rf"""
    \bthere\s(?:were|was|are|is|have\sbeen)\s(?:\w+\s)?{_NUMBER}\b
        (?!\s(?:systems|places|databases|mailboxes|files|results|searches|offices))
    | \b(?:it|total|number|figure|cost|sum|amount|price|value|average|answer|date
        |budget)\s
        (?:[\w'-]+\s){{0,6}}(?:was|is|were|came\sto|amounts?\sto|amounted\sto)\s
        (?:about\s|nearly\s|around\s|over\s)?{_NUMBER}
    | \b(?:we|it|the\s\w+)\s(?:have\s|has\s)?(?:recorded|paid|spent|received|issued
        |bought
        |made|employed|dismissed|arrested|charged|awarded|sold|recruited|employs?)\s
        (?:about\s|nearly\s|around\s|over\s|only\s)?{_NUMBER}
    | \b{_NUMBER}\s(?:[\w-]+\s){{0,3}}(?:were|was|have\sbeen|has\sbeen)\s
        (?:received|recorded|made|issued|paid|sold|bought|reported|charged|upheld)\b
    | \A(?:yes|yes,\s.{{1,200}})[.!]?\Z
    | \A{_NUMBER}(?:\s[\w-]+){{0,3}}[.!]?\Z
"""
_GIVES = re.compile(
    rf"{_HOLDS} | {_POINTS_TO_IT} | {_FACTS} | \b(?:we|it)\sholds?\s{_NUMBER}\b",
    re.IGNORECASE | re.VERBOSE,
)
_GIVES_FACTS = re.compile(_FACTS, re.IGNORECASE | re.VERBOSE)
# A refusal may give the number of papers withheld, the hours of work, public facts.
_OF_REFUSAL = re.compile(
    r"\b(?:exempt\w*|exception\w*|withh\w+|refus\w+|redact\w*|sections?|regulations?"
    r"|(?:documents?|e-?mails?|records?|pages?|files?|letters?|reports?|papers?|entr(?:y"
    r"|ies)|images?)|hours?|minutes|requests?|questions?|public|harm\w*|would|could)\b",
    re.IGNORECASE,
)
# What was searched, or is told as help, is not the information asked for.
_IN_PASSING = re.compile(
    r"\b(?:search\w*|looked|checked|review\w*\s(?:our|the)|zero|none|nothing|if|would"
    r"|could|(?-i:may)|instead|elsewhere|publish\w*|other\sauthorit\w+|not|never|retention"
    r"|no\s(?:record|information|such|one)|hours|minutes|destroy\w*|delet\w*|kept\sfor"
    r"|asked\s(?:the|our|its|all|each|both|every))\b|n't\b|\b0\b",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"\b(?:would|will|may|might)\s(?:also\s|therefore\s)?be\slikely\sto\b"
    r"|\b(?:is|are)\slikely\sto\b|\bwould\sprobably\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:redact\w*|black(?:ed|ing)?[\s-]out|blank(?:ed|ing)?\sout|anonymis\w*"
    r"|pseudonymis\w*|consult\w*\s(?:with\s)?(?:the\s)?(?:third|lawyer|legal|data)"
    r"|legal\sadvice|(?:consider|decid|assess|check|determin)\w*\s(?:[\w'-]+\s){0,5}"
    r"(?:exempt\w*|exception\w*|withh\w+|disclos\w+|releas\w+|sensitiv\w+)"
    r"|(?:remov|tak)\w*\s(?:out\s)?(?:[\w'-]+\s){0,3}(?:names|personal\sdata|exempt\w*"
    r"|third[\s-]party))\b",
    re.IGNORECASE,
)
_READING = re.compile(
    r"\b(?:read(?:ing)?|(?<!internal\s)(?:be\s)?review(?:ing)?|be\sreviewed|go(?:ing)?\sthrough)\b"
    r"(?!\s(?:[\w',-]+\s){0,8}(?:to\s(?:find|see|identify|establish|locate|extract|tell"
    r"|learn|check|determine|know|discover|pick|count|work|note)|for\s(?:mentions?"
    r"|references?|the\sname|any\smention))\b)(?!\s(?:out\b|access|only))",
    re.IGNORECASE,
)
# Scotland's regulations leave out deciding, but not the work of redacting.
_DECIDING = re.compile(
    r"\b(?:consider|decid|assess|check|determin)\w*\s(?:[\w'-]+\s){0,5}"
    r"(?:exempt\w*|withh\w+|entitle\w*|releas\w+|disclos\w+)\b",
    re.IGNORECASE,
)
_OF_WORK = re.compile(
    r"\b(?:hours?|minutes?|each|every|all|would|have\sto|must|time|cost|include)\b|\d",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"\b(?:not|n't|without|exclud\w+|leav\w+\sout|left\sout|no\stime|nothing\sfor"
    r"|ignor\w+|apart\sfrom|before\sany|never)\b",
    re.IGNORECASE,
)
_EMISSIONS = re.compile(
    r"\bemissions?\b|\bdischarg\w+\s(?:\w+\s){0,3}(?:in)?to\b"
    r"|\breleas\w+\s(?:\w+\s){0,3}(?:in)?to\s(?:the\s)?(?:air|water|river|sea|land|soil"
    r"|environment|atmosphere)\b",
    re.IGNORECASE,
)


def exempt_in(text: str) -> list[Passage]:
    """Return the sentences that say that information is exempt or withheld.

    A sentence about information that is not held, or would be exempt if it were, is
    left out.
    """
    return [
        one
        for one in sentences_in(text)
        if _EXEMPT.search(folded(one.text)) and not _NOT_CLAIMED.search(one.text)
    ]


def given_in(text: str) -> list[Passage]:
    """Return the sentences that seem to give the information asked for."""
    return [
        one
        for one in sentences_in(text)
        if _GIVES.search(folded(one.text)) and not _IN_PASSING.search(one.text)
    ]


def facts_given_in(text: str) -> list[Passage]:
    """Return the sentences of a refusal that seem to give facts asked for.

    A sentence on what is withheld is left out: "There are 14 e-mails". So is the number
    of an item in a list.
    """
    return [
        one
        for one in sentences_in(text)
        if any(map(str.isalpha, one.text))
        and _GIVES_FACTS.search(folded(one.text))
        and not _IN_PASSING.search(one.text)
        and not _OF_REFUSAL.search(one.text)
    ]


def likely_in(text: str) -> list[Passage]:
    """Return the sentences that say no more than that harm would be likely."""
    return [one for one in sentences_in(text) if _LIKELY.search(folded(one.text))]


def uncounted_work_in(text: str, *, is_scottish: bool) -> list[Passage]:
    """Return the sentences that count work the law leaves out of an estimate.

    Outside Scotland only finding out what is held, and locating, retrieving and
    extracting the information count. In Scotland deciding on it does not.

    Source: SI 2004/3244 reg 4(3); SSI 2004/467 reg 3.
    """
    patterns = (_DECIDING,) if is_scottish else (_WORK, _READING)
    return [
        one
        for one in sentences_in(text)
        if _OF_WORK.search(one.text)
        and any(pattern.search(folded(one.text)) for pattern in patterns)
        and not _NOT_COUNTED.search(one.text)
    ]


def is_about_emissions(text: str) -> bool:
    """Whether a text speaks of emissions into the environment."""
    return bool(_EMISSIONS.search(text))
