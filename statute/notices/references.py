"""Find references in the words of a letter to files, questions, tables and annexes.

Each pattern has bounded repeats, so the time taken is linear in the text.
"""

import re
from collections.abc import Iterator

from statute.notices.numerals import IN_WORDS, number_of
from statute.notices.sentences import Passage, folded, sentences_in

_PAPER = (
    r"(?:documents?|files?|spreadsheets?|cop(?:y|ies)|reports?|lists?|tables?|letters?"
    r"|polic(?:y|ies)|contracts?|e-?mails?|records?|papers?|data|information|maps?"
    r"|plans?|images?|photographs?|pages?|workbooks?|pdfs?|schedules?|leaflets?|forms?"
    r"|minutes|guidance|sheets?|note|notes|annex(?:es)?|appendi(?:x|ces)|figures?)"
)
# What is attached to a thing is not attached to a letter.
_TO_A_THING = (
    r"(?!\s(?:to|by|with|on)\s(?!(?:this|the|our)\s(?:letter|e-?mail|reply|response"
    r"|message|answer)|you\b|this\b))"
)
_ENCLOSED = re.compile(
    rf"""
    \b(?:I|we)\s(?:have\s|also\s|now\s|therefore\s){{0,2}}
        (?:enclosed?|attach(?:ed)?|annex(?:ed)?|append(?:ed)?)\s(?!great|much|no\b|any\b
        |little|importance|weight|conditions?)
    | \b(?:is|are|has\sbeen|have\sbeen)\s(?:also\s|now\s|both\s|all\s)?
        (?:enclosed|attached|annexed|appended)\b{_TO_A_THING}
    | \bplease\s(?:find|see)\s(?:the\s)?(?:attached|enclosed)\b
    | \b(?:see|in|find|of|at|with|open)\s(?:the\s|our\s)?
        (?:attached|enclosed|accompanying|appended)\s(?:\w+\s){{0,3}}{_PAPER}\b
    | \b(?:the|our)\s(?:attached|enclosed|accompanying
        |appended)\s(?:\w+\s){{0,3}}{_PAPER}\b
    | \b(?:see|in|open)\s(?:the\s)?(?:attachments?|enclosures?)\b(?!\s(?:of|to\s(?:the
        |a)))
    | \((?:attached|enclosed)\)
    | \A(?:enclosed|attached)\b(?!\sto\b)
    | \b{_PAPER},?\s(?:which\s(?:is|are)\s)?(?:enclosed|attached)\s?(?=[.,;)]|\Z)
    | \byn\samgaeëdig\b|\bamgaeaf\b|\bamgaewn\b|\batodir\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The number of files: other nouns may mean several papers in one file.
_COUNTED = re.compile(
    rf"""
    \b(?P<number>\d{{1,3}}|{IN_WORDS})\s(?:[\w-]+\s){{0,2}}?
        (?:files|spreadsheets|workbooks|PDFs?|attachments|enclosures|documents|file
        |spreadsheet|workbook|attachment|enclosure|document)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOT_ENCLOSED = re.compile(
    r"\b(?:not|no|nothing|cannot|could|would|if|without|were)\b|n't\b", re.IGNORECASE
)
_QUESTION = re.compile(
    r"""
    \b(?:see|under|in|to|of|for|at|answer\w*|repl(?:y|ied)|response|as|and|with|below|above)\s
    (?:(?:our|the|your|my)\s)?(?:(?:answers?|repl(?:y|ies)|responses?|reasons?)\s
    (?:to|under|for|given\sunder|on)\s)?
    (?P<word>questions?|cwestiwn)\s
    (?P<numbers>\d{1,3}(?:\([a-z0-9]{1,4}\)){0,3}
        (?:(?:,\s|\sand\s|\sto\s|\sor\s)\d{1,3}(?:\([a-z0-9]{1,4}\)){0,3}){0,6})
    (?!\d)(?!\s(?:of|on|in)\s(?:the|your|a|that)\s(?:[\w-]+\s){0,3}(?:survey|form
        |questionnaire|consultation|census|paper|exam\w*|application|earlier|previous|last
        |first|other|request\sof))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(r"\d{1,3}(?:\([a-z0-9]{1,4}\)){0,3}", re.IGNORECASE)
_TABLE = re.compile(
    r"\b(?:in|see)\s(?:the\s)?(?:following\stable|table\s(?:below|above|that\sfollows"
    r"|overleaf))\b|\bthe\stable\s(?:below|above|overleaf)\b",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"\b(?:see|in|at)\s(?P<annex>(?:annex|appendix|schedule)\s(?:[A-Z]|\d{1,2}|[ivx]{1,4}))"
    r"\b(?!\s(?:of|to|in)\s(?!this\s(?:letter|reply|response)))",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"[“\"'(]?(?P<file>[\w][\w .&()+-]{0,80}?\.(?:xlsx?|xlsm|csv|pdf|docx?|pptx?|odt"
    r"|ods|zip|txt|jpe?g|png|tiff?|mp[34]|json))\b",
    re.IGNORECASE,
)
_POINTS_TO_FILE = re.compile(
    r"\b(?:attach\w*|enclos\w*|see|open|find|file\s(?:called|named)|accompan\w+"
    r"|in\sthe\s(?:file|spreadsheet|workbook))\b",
    re.IGNORECASE,
)
_FILE_START = re.compile(
    r"(?:.*\b(?:see|open|find|called|named|file|spreadsheet|workbook|in|attached|enclosed"
    r"|attach|enclose|the|document)\s)",
    re.IGNORECASE,
)


def enclosed_in(text: str) -> list[Passage]:
    """Return the sentences that say that something comes with the letter."""
    found = []
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        match = _ENCLOSED.search(words)
        if match and not _NOT_ENCLOSED.search(words[: match.end()]):
            found.append(sentence)
    return found


def counts_of_enclosed_in(text: str) -> Iterator[tuple[int, Passage]]:
    """Yield how many files a text says come with the letter: "the three files"."""
    for sentence in enclosed_in(text):
        for found in _COUNTED.finditer(folded(sentence.text)):
            yield number_of(found["number"]), sentence


def questions_named_in(text: str) -> Iterator[tuple[str, Passage]]:
    """Yield the numbers of the questions that a text points to: "2(b)"."""
    for sentence in sentences_in(text):
        for found in _QUESTION.finditer(folded(sentence.text)):
            for number in _NUMBER.findall(found["numbers"]):
                yield number.lower(), sentence


def tables_in(text: str) -> list[Passage]:
    """Return the sentences that point to a table above or below."""
    return [one for one in sentences_in(text) if _TABLE.search(folded(one.text))]


def annexes_in(text: str) -> Iterator[tuple[str, Passage]]:
    """Yield the annexes of the letter that a text points to: "Annex B"."""
    for sentence in sentences_in(text):
        for found in _ANNEX.finditer(folded(sentence.text)):
            yield found["annex"], sentence


def files_in(text: str) -> Iterator[tuple[str, Passage]]:
    """Yield the files that a text says come with the letter: "spending.xlsx"."""
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        if "://" in words or "www." in words or not _POINTS_TO_FILE.search(words):
            continue
        for found in _FILE.finditer(words):
            yield _FILE_START.sub("", found["file"], count=1).strip(), sentence
