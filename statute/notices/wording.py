"""Find words left over in a letter: blanks, notes to a colleague."""

import re

from statute.notices.sentences import Passage

_PLACEHOLDER = re.compile(
    r"""
    \[ (?: insert|enter|add|delete|name|date|time|reference|ref|number|amount|address
         | officer|team|title|department|authority|requester|applicant|tbc|tbd|x{2,}
         | your|select|choose|todo|to\sbe
         | (?:say|state|give|list|name|show|tell) \s
           (?:what|why|how|who|whose|which|where|when|whether|if)\b
         | (?:describe|explain|specify|complete|set\sout|fill\sin)\s ) [^\]\n]{0,80} \]
    | \{\{ [^{}\n]{0,80} \}\} | \{% [^{}\n]{0,80} %\} | \$\{ [^{}\n]{0,80} \}
    | « [^»\n]{1,80} » | <{1,2} \s? (?:insert|enter|add|name|date|tbc)\b [^<>\n]{0,80} >
    | \b (?:X{3,} | XX/XX/X{2,4}) \b | \b(?:TBC|TBA|TODO|FIXME)\b | _{4,} | \?{3,}
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Notes to a colleague, or to self.
_NOTE = re.compile(
    r"""
    (?:(?<=\n)|\A|(?<=[\[({])) [^\S\n]*
        note\sto\s(?!editors?\b)\w+(?:\s\w+){0,3}\s?[:–—-][^\n]{0,120}
    | \[ \s* (?: check | confirm | query | ask | verify | discuss | awaiting | pending
         | comment | nb\b | n\.b\. | fao | todo | to\sdo\b | draft(?:ing)?\snote | @
         | (?-i:[A-Z]{2,3})\s?: ) [^\]\n]{0,120} \]
    | \[ \s* \?+ \s* \] | \[ [^\]\n]{1,120} \? \]
    | \bcommented\s\[\w{1,6}\]:? [^\n]{0,120} | \{>>[^\n]{0,120}?<<\}
    | <!--[^\n]{0,120}?-->
    | (?-i:\bTO\sDO\b) [:–—-]? [^\n]{0,60}
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Possible notes or blanks, which may also be proper parts of the letter.
_PERHAPS_NOTE = re.compile(
    r"""
    (?:(?<=\s)|\A) // (?=\s?[^\W\d_]) [^\n]{0,80}
    | \[ \s* (?:…|\.{3})? \s* \]
    | (?<!schedule\s)(?<!part\s)(?<!chapter\s)(?<!article\s)(?<!appendix\s)
      (?<!annex\s)(?<!volume\s)(?<!title\s)
      \b (?-i:XX) \b (?!\schromosome)
    | \? \? (?!\?)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def placeholders_in(text: str) -> list[Passage]:
    """Return the unfilled placeholders of a template."""
    return _passages(_PLACEHOLDER, text)


def notes_in(text: str) -> list[Passage]:
    """Return the notes written to a colleague and not to the requester.

    "Note to Sam: is this right?", "[check with legal]", a comment pasted with the text.
    """
    return _passages(_NOTE, text)


def perhaps_notes_in(text: str) -> list[Passage]:
    """Return passages that may be left-over notes, or part of the text.

    "[…]" is a blank, or an omission in a quotation; "XX" is a number to fill in, or
    twenty.
    """
    certain = [*notes_in(text), *placeholders_in(text)]
    return [
        one
        for one in _passages(_PERHAPS_NOTE, text)
        if not any(one.start < other.end and other.start < one.end for other in certain)
    ]


def _passages(pattern: re.Pattern[str], text: str) -> list[Passage]:
    return [
        Passage(found.start(), found.end(), found.group())
        for found in pattern.finditer(text)
    ]
