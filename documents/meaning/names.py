"""The places, authorities and other names in a question."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from documents.spelling.ordinary import is_ordinary

_PLACES: Final = Path(__file__).with_name("places.txt")
_KNOWN_BODIES: Final = Path(__file__).with_name("bodies.txt")
_BODIES: Final = (
    r"(?:(?:City|County|Borough|District|Town|Parish|Metropolitan|Metropolitan Borough"
    r"|London Borough|Unitary|Community|Combined|Royal Borough) )?"
    r"(?:Council|Authority|Police Service|Police Force|Police|Constabulary"
    r"|(?:Ambulance|Fire|Fire and Rescue|Prison|Probation|Health|Library) Service"
    r"|(?:(?:Teaching|University|Hospitals?|Healthcare|Foundation|NHS|Partnership"
    r"|Community|Mental Health|Care|Academy) ){0,5}Trust"
    r"|Hospital|Infirmary|Health Board|Integrated Care Board|University|College|Academy"
    r"|(?:Primary|High|Secondary|Grammar|Infant|Junior|Community)? ?School"
    r"|Commission|Agency|Executive|Inspectorate|Ombudsman|Tribunal|Ministry|Assembly"
    r"|Government|Corporation|Prison|Museum|Airport|LBC|MBC|CBC|BC|CC|DC)"
)
_JOINED: Final = r"(?:of|the|and|upon|on|under|for|St|-)"
# Never given back, and not without end: a hostile text costs no more than another.
_CAPITAL: Final = r"[A-Z][\w'-]{1,40}+"
_NAMED_OFFICES: Final = (
    r"(?:Department|Ministry|Office|University|City|Royal Borough|London Borough"
    r"|Borough|Bank|Police Service) (?:of|for)(?: the)?"
    rf" {_CAPITAL}(?:,? (?:{_JOINED} ){{0,3}}{_CAPITAL}){{0,8}}"
)
_SEVERAL: Final = rf"{_CAPITAL}(?: {_CAPITAL}){{0,8}}"
# "Transport for London", "Sport England", "Police Scotland".
_FOR_A_PLACE: Final = (
    rf"(?:(?:{_CAPITAL} and )?{_SEVERAL} for(?: the)? {_SEVERAL}"
    rf"|(?:{_CAPITAL} ){{1,8}}"
    r"(?:England|Scotland|Wales|Cymru|Northern Ireland|Britain|UK))\b"
)
_STREET: Final = (
    rf"{_SEVERAL} (?:Road|Street|Lane|Avenue|Close|Drive|Way|Hill"
    r"|Bridge|Park|Square|[Ss]tation|Ward|Gardens|Crescent|Terrace|Estate|Junction"
    r"|Roundabout|House|Library|Centre|Town|Village|Common|Green)\b"
)
_CODE: Final = r"\b(?:[AM]\d{1,4}(?:\(M\)|\b)|[A-Z]{1,2}\d[A-Z\d]?(?: \d[A-Z]{2})?\b)"
# "Licences for Uber" at the start names Uber; "Isle of Wight" stays whole.
_SUBJECT: Final = re.compile(
    r"^(?!(?:Bank|Borough|Church|City|Council|County|Department|Forest|House|Isle|Isles"
    r"|Ministry|Office|Police|Service|Transport|University|Vale)\b)"
    r"[A-Z][a-z]+ (?:of|for) (?:the )?"
)
_AT: Final = r"(?<=\b[Ii]n )|(?<=\b[Aa]t )|(?<=\bnear )|(?<=\bFrom )|(?<=\bfrom )"
_MOST_NAMES: Final = 60  # each is compared with each: a question names few
_PREPOSITIONS: Final = ("In ", "At ", "Near ", "From ")
# Words with which a sentence begins.
_OPENING: Final = frozenset(
    re.findall(
        r"\S+",
        "please how what which when where who why if is are do does has have can "
        "could would i we the a an for to of and or in on at by with list give "
        "provide state tell send name total number cost also any all each monday "
        "tuesday wednesday thursday friday saturday sunday christmas easter dear sir "
        "madam thank thanks yes no",
    )
)
# Written with a capital letter, but naming neither a place nor a body.
_NO_NAMES: Final = _OPENING | frozenset(
    re.findall(
        r"\S+",
        "act acts freedom information environmental regulations section regulation "
        "foi foia eir council councils police force trust authority authorities "
        "government nhs national health service mp mps councillor councillors chief "
        "executive officer officers covid covid-19 internet excel word pdf csv english",
    )
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name, as written, and what is named.

    Attributes:
        words: As the question writes the name.
        kind: "authority", "place" or "name".
    """

    words: str
    kind: str

    def is_same(self, other: "Named") -> bool:
        """Return whether both name the same, one perhaps by its initials."""
        one, two = _key(self.words), _key(other.words)
        if self.kind == other.kind == "name":  # "Tasers" and "a Taser"
            one, two = one.removesuffix("s"), two.removesuffix("s")
        return one == two or _initials(self.words, two) or _initials(other.words, one)

    def is_in(self, text: str) -> bool:
        """Return whether a text has these words, in whatever letters."""
        return re.search(rf"(?i)\b{re.escape(self.words)}\b", text) is not None


def names_in(text: str) -> tuple[list[Named], str]:
    """Return the names of a text in order, each once, and the text without them."""
    found: dict[int, Named] = {}
    for kind, pattern in _patterns():
        for one in pattern.finditer(text):
            words = one[0]
            if _is_opening(text, one.start()):
                words = _SUBJECT.sub("", words, count=1)
            words = _without_ordinary(words).removesuffix("'s")
            if words:
                found[one.start()] = Named(words, kind)
        text = pattern.sub(lambda one: _hidden(one[0]), text)
    for one in re.finditer(rf"(?P<at>{_AT})?{_SEVERAL}", text):
        words = _without_ordinary(one[0]).removesuffix("'s")
        if len(words.split()) == 1 and is_ordinary(words.lower()):
            continue
        is_opening = _is_opening(text, one.start())
        is_opening = is_opening and not text.startswith(":", one.end())
        if words and not (is_opening and words == one[0] and " " not in words):
            is_place = one["at"] is not None or one[0].startswith(_PREPOSITIONS)
            found[one.start()] = Named(words, "place" if is_place else "name")
    named = dict.fromkeys(found[at] for at in sorted(found))
    return list(named)[:_MOST_NAMES], text


def _is_opening(text: str, at: int) -> bool:
    """Return whether a sentence begins here, so that any word has a capital letter."""
    before = text[max(at - 40, 0) : at].rstrip()
    return not before or before[-1] in ".?!:;"


def _hidden(words: str) -> str:
    """Return as many characters that name nothing, so that positions stay."""
    return ";" * len(words) if _without_ordinary(words) else words


def _without_ordinary(words: str) -> str:
    """Return a name without the opening of the sentence: "Has Kestrel" is Kestrel."""
    parts = words.split()
    while parts and parts[0].lower() in _OPENING:
        parts = parts[1:]
    return "" if _is_no_name(" ".join(parts)) else " ".join(parts)


def _is_no_name(words: str) -> bool:
    parts = re.findall(r"[\w'-]+", words.lower())
    return all(one in _NO_NAMES for one in parts)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    names = [one.strip() for one in re.split(r"[,\n]", _PLACES.read_text("utf-8"))]
    names = sorted(filter(None, names), key=len, reverse=True)
    known = "|".join(map(re.escape, names))
    # "reading" and "deal" are words: these need their capital letter.
    words = {"reading", "deal", "bath", "hart", "down", "bury", "rugby", "barking"}
    words |= {
        "north east",
        "north west",
        "south east",
        "south west",
        "sandwell",
        "ely",
        "wells",
        "wick",
    }
    words |= {"hull", "blyth", "stroud", "corby", "crew", "ayr", "sale", "boston"}
    loose = "|".join(re.escape(one) for one in names if one.lower() not in words)
    capital = rf"(?:{_CAPITAL},? (?:{_JOINED} ){{0,3}}){{0,8}}{_CAPITAL}"
    bodies = sorted(
        {name for of_one in _bodies_known() for name in of_one}, key=len, reverse=True
    )
    # A short name needs its capital letters: "nice" and "ace" are words.
    long = "|".join(re.escape(one) for one in bodies if " " in one)
    short = "|".join(
        re.escape(each)
        for one in bodies
        if " " not in one
        for each in {one, one.upper()}
    )
    return [
        ("authority", re.compile(rf"(?i:\b(?:{long})\b)")),
        ("authority", re.compile(rf"\b{_NAMED_OFFICES}")),
        ("authority", re.compile(rf"\b{capital} {_BODIES}\b")),
        ("authority", re.compile(rf"(?i:\b(?:{loose}) {_BODIES}\b)")),
        ("authority", re.compile(rf"\b{_FOR_A_PLACE}")),
        ("authority", re.compile(rf"\b(?:{short}|HS2)\b")),
        ("place", re.compile(rf"\b(?:{_STREET}|Junction \d+)")),
        ("place", re.compile(_CODE)),
        ("place", re.compile(rf"\b(?:{known})\b")),
        ("place", re.compile(rf"(?i:\b(?:{loose})\b)")),
    ]


@cache
def _bodies_known() -> list[list[str]]:
    """Return the names of each body that is known by several."""
    lines = _KNOWN_BODIES.read_text("utf-8").splitlines()
    parted = [line.split(": ") for line in lines if not line.startswith("#")]
    # Names have commas of their own, short names have none.
    return [[name, *others.split(", ")] for name, others in parted]


@cache
def _keys_of_bodies() -> dict[str, str]:
    return {_folded(one): _folded(of[0]) for of in _bodies_known() for one in of}


@lru_cache(1_024)
def _key(words: str) -> str:
    """Return the same for every name of a body, or way to write a name."""
    folded = _folded(words)
    return _keys_of_bodies().get(folded, folded)


def _folded(words: str) -> str:
    # "London Borough of Newham" and "Newham LBC" are Newham Council.
    words = re.sub(r"(?i)\b(?:LBC|MBC|CBC|BC|CC|DC)$", "Council", words)
    words = re.sub(r"(?i)^London Borough of (.+?)(?: Council)?$", r"\1 Council", words)
    words = re.sub(r"(?i)\bLondon Borough\b", "", words)
    words = re.sub(
        r"(?i)^(?:cllr|councillor|mr|mrs|ms|miss|dr|prof|professor) ", "", words
    )
    words = re.sub(
        r"(?i)\b(?:the|city|county|borough|district|metropolitan|of|hm)\b", "", words
    )
    words = re.sub(
        r"(?i)\b(?:police (?:service|force)|constabulary)\b", "police", words
    )
    return " ".join(words.lower().replace("-", " ").replace(",", "").split())


def _initials(words: str, short: str) -> bool:
    """Return whether a short name is made of the initials of a name."""
    parts = re.findall(r"[\w']+", words)
    if len(short) < 3 or len(parts) < 2:
        return False
    for left_out in (set(), {"of", "and", "the"}, {"of", "and", "the", "for"}):
        # "UK Health Security Agency" is UKHSA.
        letters = [
            one if one.isupper() else one[0]
            for one in parts
            if one.lower() not in left_out
        ]
        if "".join(letters).lower() == short:
            return True
    return False
