"""Find telling or left-over words in a letter: confirmations, blanks, notes."""

import re
from dataclasses import dataclass

# A sentence ends at a stop followed by a blank, at a blank line or a list's new line.
_SENTENCE = re.compile(
    r"[^\s.!?][^.!?\n]*(?:[.!?](?!\s|\Z)[^.!?\n]*|\n(?![^\S\n]*\n)[^.!?\n]+)*[.!?]?"
)
_LOOK_BACK = 300  # characters
_AUTHORITY = (
    r"(?:I|we|it|they|(?:the|this|our)\s(?:\w+\s){0,4}"
    r"(?:authority|council|force|constabulary|police|trust|department|university|board|"
    r"service|office|agency|body|ministry|school|college))"
)
_RECORDS = (
    r"(?:information|records?|data|documents?|files?|e-?mails?|reports?|entries|"
    r"correspondence|material|copies|copy)"
)
_NUMBER = r"(?:no|\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)"
_CONFIRMS = re.compile(
    rf"""
    \b{_AUTHORITY}\s(?:(?:do|does|did|have|has|can|now|also|currently|only|indeed)\s)*
        (?: hold(?:s|ing)?\b | possess(?:es)?\b | confirm(?:s|ed)?\b
          | (?:located|identified|found|retains?|recorded|have|has)\s(?:\w+\s){{0,4}}
            {_RECORDS}\b )
    | \b(?:do|does|did)\snot\s(?:currently\s)?(?:hold|possess)\b
    | \b{_RECORDS}\s(?:\w+\s){{0,3}}(?:is|are|was|were)\s
        (?:(?:not|also|indeed|currently)\s)*held\b
    | \bno\s(?:\w+\s){{0,3}}{_RECORDS}\s(?:\w+\s){{0,2}}
        (?:exists?|found|located|held|recorded)\b
    | \b(?:there\s(?:is|are|was|were)|we\shave)\s{_NUMBER}\s(?:\w+\s){{0,3}}
        (?:{_RECORDS}|incidents?|officers?|offences?|investigations?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Earlier words of the same sentence that make such words harmless.
_OPEN = re.compile(
    r"(?:\b(?:whether|if|unless|neither|nor)\b|\A\s*(?:should|were|had)\b)"
    r"(?!.*(?:;|\b(?:but|however|although|though)\b))",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_SAID = re.compile(
    r"\b(?:confirm\w*|den(?:y|ies|ying|ied|ial)|stat(?:e|es|ed|ing|ement)|reveal\w*"
    r"|disclos\w+|indicat\w+|suggest\w*|infer\w*|impl(?:y|ies|ied|ying|ication)"
    r"|assum\w+|know\w*|say(?:s|ing)?|would)\b[^,;:]*\Z",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"""
    \[ (?: insert|enter|add|delete|name|date|time|reference|ref|number|amount|address
         | officer|team|title|department|authority|requester|applicant|tbc|tbd|x{2,}
         | your|select|choose|todo|to\sbe ) [^\]\n]{0,80} \]
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


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of a text, from `start` up to but not including `end`."""

    start: int
    end: int
    text: str


def confirmations_in(text: str) -> list[Passage]:
    """Return the sentences that say or reveal whether information is held.

    "We can confirm that we hold …", "no information is held", "we located 12 records".
    A sentence is not included if it only describes neither confirming nor denying, or
    what would follow if information were held. Use this on a part of a letter that
    neither confirms nor denies, where any such sentence undoes the rest.
    """
    return [
        Passage(sentence.start(), sentence.end(), sentence.group())
        for sentence in _SENTENCE.finditer(text)
        if any(
            not _is_harmless(_before(sentence.group(), words.start()))
            for words in _CONFIRMS.finditer(sentence.group())
        )
    ]


def _before(sentence: str, position: int) -> str:
    return sentence[max(position - _LOOK_BACK, 0) : position]


def _is_harmless(before: str) -> bool:
    """Whether the earlier words leave the point open, or are about saying so."""
    return bool(_OPEN.search(before) or _ONLY_SAID.search(before))


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
