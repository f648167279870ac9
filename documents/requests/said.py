"""Describe the words of a piece by themselves, without their neighbours."""

import re
from dataclasses import dataclass
from functools import lru_cache

from documents.requests import language

_LEXICAL = {
    "greets": language.is_salutation,
    "signs off": language.is_sign_off,
    "asks": language.asks,
    "asks outright": language.asks_outright,
    "item": language.is_item,
    "leads in": language.only_leads_in,
    "for each": language.leads_in_for_each,
    "topic": language.states_topic,
    "thing": language.names_a_thing,
    "act": language.names_the_act,
    "follows up": language.follows_up,
    "specifies": language.specifies,
    "thing wanted": language.wants_a_thing,
    "adds": language.adds_on,
    "wishes": language.wishes_more,
    "breaks down": language.breaks_down,
    "condition": language.sets_condition,
    "closes": language.is_closing,
    "form": language.speaks_of_form,
    "about form": language.is_about_form,
    "leaves": language.takes_leave,
    "review": language.asks_for_review,
    "background": language.adds_background,
    "period": language.is_period,
    "row": language.is_table_row,
    "specific": language.is_specific,
}
_PATTERNS = {
    "first person": r"\A\W*(?:i|we|my|our)\b",
    "person": r"\b(?:i|we|my|our|me|us)\b",
    "you": r"\b(?:you|your)\b",
    "past": r"\b(?:was|were|had|did|have been|has been|\w{3,}ed)\b",
    "is": r"\b(?:is|are|am|be|will|has|have|can|would|should)\b",
    "particulars": r"\b(?:my|our) (?:name|(?:tele|mobile )?phone|number|address|"
    r"e-?mail)\b|@|\b0\d{9,10}\b|\b0\d{3,4} \d{3}",
    "who I am": r"\b(?:i|we) (?:am|are) (?:an?|the|currently|writing|conducting|"
    r"doing)\b|\bmy name is\b|\bon behalf of\b",
    "url": r"https?://|www\.",
    "limit": r"\b(?:limit|cost|charge|fee|time|section|exempt\w*|refus\w*|hours)\b",
    "request": r"\b(?:request|questions?|reply|response|answers?|respond)\b",
    "information": r"\b(?:information|data|details|figures)\b",
    "all": r"\b(?:all|each|every|both|above|throughout|any of)\b",
    "below": r"\b(?:following|below|as follows|these|questions)\b",
    "facts": r"\A\W*(?:the )?(?:facts|background|context|chronology|history|"
    r"introduction|summary|what happened|notes?|definitions?|explanation|example)\b",
    "questions title": r"\b(?:questions?|requests?|asks?|"
    r"information (?:requested|sought))\W*\Z",
    "footer": r"\b(?:confidential|intended (?:only|solely|for)|addressed|disclaimer|"
    r"virus|received (?:it|this) (?:in error|by mistake)|unauthori[sz]ed)\b",
    "want": r"\b(?:like|want|wish|after|seek\w*|request\w*|interested|grateful)\b",
    "you to": r"\byou (?:to|could|would|can)\b",
    "please": r"\bplease\b|\bkindly\b",
    "please first": r"\A\W*(?:please|kindly|"
    r"(?:can|could|would|will|may) (?:you|i|we))\b",
    "tell": r"\b(?:tell|let me|send|give|provide|supply|confirm|state|list|know|see)\b",
    "question word": r"\A\W*(?:how|what|which|who|whom|whose|when|where|why|"
    r"whether)\b",
    "inner question word": r"\W(?:how (?:many|much|often|long)|what|which|who|when|"
    r"where|why|whether)\b",
    "auxiliary first": r"\A\W*(?:do|does|did|is|are|was|were|has|have|had)\b",
    "also": r"\b(?:also|too|as well|in addition|further)\b",
    "if": r"\A\W*(?:if|where|should|unless|in the event)\b",
    "but": r"\b(?:but|however|although|though|therefore)\b",
    "this": r"\A\W*(?:this|these|that|those|it|they|such)\b",
    "noun first": r"\A\W*(?:the|a|an|any|all|total|number|cop(?:y|ies)|details|list|"
    r"names?|dates?)\b",
    "thing of": r"\b(?:number|cop(?:y|ies)|details|list|names?|dates?|amount|cost|"
    r"total|percentage|average|value) of\b",
    "format": r"\b(?:format|spreadsheet|excel|csv|electronic\w*|e-?mail|post|"
    r"copies)\b",
    "thanks": r"\b(?:thank\w*|regards|sincerely|faithfully|wishes|grateful|"
    r"look forward|hearing)\b",
    "digits": r"\d",
    "item number": r"\b(?:question|item|part|q|point)s? ?\(?(?:\d|[a-h]\b)",
    "quote": r"[\"“”]",
    "means": r"\b(?:means?|refers? to|includes?|defined)\b",
    "note": r"\A\W*(?:note|n\.?b|for (?:the avoidance|clarity)|please note|p\.?s)\b",
    "field": r"\A[A-Z][\w’'/ ]{1,40}[:?] ?\S",
    "email header": r"\A(?:from|to|sent|date|subject|cc|name|address|email|re|ref)\b"
    r".{0,20}:",
    "inquiry verbs": r"\A\W*(?:list|state|provide|give|send|confirm|describe|explain|"
    r"name|supply|identify|detail|break|show|include)\b",
}
_COMPILED = {
    name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()
}
OUTRIGHT = frozenset({"asks outright", "has ?"})
NOT_PLAIN = frozenset(
    (
        *("topic", "leads in", "closes", "form", "about form", "leaves", "greets"),
        *("follows up", "breaks down", "review", "below", "field", "email header"),
        *("ends :", "ends open"),
    )
)
_ABOUT_REPLY = frozenset(
    ("closes", "about form", "leaves", "greets", "follows up", "breaks down", "topic")
)
_CLAUSES = frozenset({"when", "while", "as", "since", "whether", "what", "how"})
_HEAD = 300  # characters of a piece searched for patterns
_WORD = re.compile(r"[^\W\d_]+")
_RULE = re.compile(r"[\W_]{3,}\Z")
_ENDS = {"?": "?", ":": ":", ".": ".", ";": ";", ",": ",", "!": ".", "-": ":", "؟": "?"}
_COMMON = frozenset(
    """
    about above after again also answer answers authority because been before being
    below between both cannot case cases clear contact copies copy cost could council
    data date dear details does done each electronic email england every exact figures
    following format freedom from full give given happy have having held help here
    hold however including information into itself kind know least like list look made
    make many please provide provided question questions quite reasonable receive
    received record records regards related relating relation released reply request
    requested requests respond response section send sent separate should since some
    such than thank thanks that their them then there these they this those time under
    unless until used using very want were what when where whether which while will
    with within without would year years your yours number numbers possible able
    information act date happy public interest exempt limit further additional
    different same specific particular
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Said:
    """The features of the words of a piece.

    Attributes:
        names: The names of all that holds of the words.
        length: The number of words at the beginning, where patterns are looked for.
        content: The stems of the words of substance.
        opening: The first word, in small letters.
    """

    names: frozenset[str]
    length: int
    content: frozenset[str]
    opening: str


@lru_cache(maxsize=2_000)
def said_by(words: str) -> Said:
    """Return the features of some words by themselves."""
    head = words[:_HEAD]
    names = {name for name, holds in _LEXICAL.items() if words and holds(words)}
    names.update(name for name, found in _COMPILED.items() if found.search(head))
    if language.has_question_mark(words):
        names.add("has ?")
    stripped = words.rstrip("\"'”’)]* \t")
    names.add("ends " + _ENDS.get(stripped[-1:], "open"))
    first = words[:1]
    if first.islower():
        names.add("small")
    elif first.isupper():
        names.add("capital")
    elif first.isdigit():
        names.add("digit first")
    tokens = _WORD.findall(head)
    length = len(tokens)
    names.add("words " + _bucket(length))
    if sum(token[0].isupper() for token in tokens) > 0.7 * length:
        names.add("title case" if length > 1 else "one word")
    if head.isupper() and length:
        names.add("capitals")
    if words[:1] == "(":
        names.add("bracket")
    if head.count(",") > 1:
        names.add("commas")
    content = {
        token.lower()[:5]
        for token in tokens
        if len(token) > 3 and token.lower() not in _COMMON
    }
    return Said(
        frozenset(names),
        length,
        frozenset(content),
        tokens[0].lower() if tokens else "",
    )


def plainly_asks(said: Said) -> bool:
    """Whether words ask for something they name, and are about nothing else."""
    names = said.names
    if {"asks outright", "thing wanted"} <= names and not _ABOUT_REPLY & names:
        return True
    if "asks outright" not in names or NOT_PLAIN & names or len(said.content) < 3:
        return False
    is_clause = "if" in names or said.opening in _CLAUSES
    return "has ?" in names or not is_clause


def _bucket(count: int) -> str:
    for most in (0, 2, 4, 8, 14, 25, 50):
        if count <= most:
            return str(most)
    return "more"
