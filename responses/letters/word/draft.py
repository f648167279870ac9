"""Write a draft as a Word document, to be returned with suggestions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from documents.word_drafts.paragraphs import words_of
from responses.letters.word.controls import lock_rest
from responses.letters.word.document import saved, written
from responses.letters.word.elements import add, say

# Settings required by Word before the switch for tracking.
_BEFORE_TRACKING = {qn("w:zoom"), qn("w:proofState")}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A draft in Word.

    Attributes:
        content: The .docx file.
        words: The words of each control, by its tag.
    """

    content: bytes
    words: dict[str, str]


def tagged_word_of(page: str, *, told: Sequence[str], tag: str) -> Tagged:
    """Return a draft's page as a .docx file with each answer in a control of its own.

    Word tracks the changes from the start.

    Args:
        page: A page made by `pages.page_of`, with answers marked by `data-answer`
            with their tag.
        told: The opening sentences of the document.
        tag: The tag of text to be left alone, with "{}" for its number.

    Raises:
        pictures.NoSuchPicture: A picture of the letterhead cannot be read.
    """
    document = written(page)
    body = document.element.body
    for at, sentence in enumerate(told):
        body.insert(at, _paragraph(sentence))
    lock_rest(body, tag=tag)
    _track(document.settings.element)
    words = {
        control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): words_of(
            control.find(qn("w:sdtContent"))
        )
        for control in body.iterchildren(qn("w:sdt"))
    }
    return Tagged(saved(document), words)


def _paragraph(sentence: str) -> Any:
    paragraph = OxmlElement("w:p")
    run = say(paragraph, sentence)
    settings = OxmlElement("w:rPr")
    add(settings, "w:b")
    run.insert(0, settings)
    return paragraph


def _track(settings: Any) -> None:
    tracking = OxmlElement("w:trackRevisions")
    at = sum(one.tag in _BEFORE_TRACKING for one in settings)
    settings.insert(at, tracking)
