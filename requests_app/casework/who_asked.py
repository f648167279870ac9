"""Find the words by which a text tells who asked."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from documents.requester import REQUESTER, Identity, Requester, telephones_in
from requests_app.models import FOIRequest, Question

_HEADERS: Final = ("from:", "reply-to:", "sender:", "cc:")


class Passage(NamedTuple):
    """A text that tells who asked, with the spans of the words that do."""

    label: str
    text: str
    spans: list[tuple[int, int]]


def requester_of(foi_request: FOIRequest) -> Requester:
    """Return the requester as texts can name them."""
    return Requester(
        Identity(
            name=foi_request.requester_name,
            organisation=foi_request.requester_organisation,
            email=foi_request.requester_email,
            address=tuple(foi_request.requester_address.splitlines()),
        ),
        telephones_in(foi_request.received_text),
    )


def passages_that_tell_who_asked(
    foi_request: FOIRequest, questions: Iterable[Question], *texts: tuple[str, str]
) -> list[Passage]:
    """Return the texts and the questions that tell a department who asked.

    Contributors do not see the requester: the law asks for an answer that does not
    depend on who asked.

    Args:
        foi_request: The request.
        questions: The questions that the department gets.
        texts: Further texts that it gets, each with what pages call it.
    """
    requester = requester_of(foi_request)
    every = list(texts)
    for question in questions:
        words = f"{question.text}\n{question.after}".strip()
        every.append((f"Question {question.label}".strip(), words))
    return [
        Passage(label, text, spans)
        for label, text in every
        if (spans := requester.found_in(text))
    ]


def words_that_tell(passages: Iterable[Passage]) -> str:
    """Return the words that tell who asked, each once and quoted, for a refusal."""
    words = [
        " ".join(text[start:end].split())
        for _, text, spans in passages
        for start, end in spans
    ]
    return ", ".join(f"“{each}”" for each in dict.fromkeys(words))


def without_who_asked(foi_request: FOIRequest) -> str:
    """Return the received text with all that tells who asked taken out.

    Lines of an e-mail's head that name its sender go as a whole.
    """
    text = "\n".join(
        line
        for line in foi_request.received_text.splitlines()
        if not line.strip().lower().startswith(_HEADERS)
    )
    pieces, done = [], 0
    for start, end in requester_of(foi_request).found_in(text):
        pieces += [text[done:start], REQUESTER]
        done = end
    return "".join([*pieces, text[done:]]).strip()
