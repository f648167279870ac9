"""The parts of a response that an approver approves one by one."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from accounts.models import Authority
from documents.richtext.plain import to_plain
from requests_app.models import FOIRequest
from responses.drafting.cited import SAID, Cited
from responses.drafting.comparing import (
    words_of_answer,
    words_of_citations,
    words_of_part,
)
from responses.drafting.draft import Draft, Line
from responses.letters.parties import addressee_of, lines
from responses.models import Answer, Citation, Comment, Enclosure, ReviewPoint
from statute.working_days import format_date

START: Final = "start"
STATEMENT: Final = "statement"
HANDLING: Final = "handling"
FILES: Final = "files"
ENDING: Final = "ending"
ANSWER: Final = "answer-"

# The words beside the typed text, by their titles.
_NOT_TYPED: Final = {"Outcome", "Question", "Questions"}
_MOST_PASSAGES: Final = 200
# A title as "Dr." ends no sentence: the last word has three letters or figures.
_NEXT_SENTENCE: Final = re.compile(r"(?<=\w{3}[.!?])\s+(?=[^\W\d_a-z]|[“‘\"\d])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a response: an answer, the statement, or words around the answers.

    Attributes:
        key: Its name in addresses and in approvals: "answer-12".
        title: What the page calls the part: "Question 2(b)".
        anchor: The id of its heading in the letter; "" where the letter has none.
        about: Its choice in the form for comments: "answer-12".
        questions: The keys of the questions answered.
        answer: The answer, if the part is one.
        words: What the part says as plain text, by title.
        sha256: SHA-256 of the words with their formatting, provisions and files.
    """

    key: str
    title: str
    anchor: str
    about: str
    questions: tuple[int, ...]
    answer: Answer | None
    words: Mapping[str, str]
    sha256: str

    @property
    def called(self) -> str:
        """The part within a sentence: "question 2(b)"."""
        return f"{self.title[:1].lower()}{self.title[1:]}"

    @property
    def passages(self) -> list[str]:
        """The sentences of the part, or the paragraphs of a long part, each once.

        Of more than 200 paragraphs, the first 200.
        """
        typed = [said for title, said in self.words.items() if title not in _NOT_TYPED]
        paragraphs = [
            stripped
            for said in typed
            for line in said.splitlines()
            if (stripped := line.strip())
        ]
        sentences = [
            sentence for line in paragraphs for sentence in _NEXT_SENTENCE.split(line)
        ]
        found = sentences if len(sentences) <= _MOST_PASSAGES else paragraphs
        return list(dict.fromkeys(found))[:_MOST_PASSAGES]


def parts_of(draft: Draft) -> list[Part]:
    """Return the parts of a response, in the order of the letter.

    The start of the letter with its addressee is always a part. The statement, the
    files and the ending are parts where the letter has them.
    """
    return list(_parts(draft))


def _parts(draft: Draft) -> Iterator[Part]:
    files = draft.enclosures
    yield _start(draft)
    if draft.foi_request.is_review:
        yield from _points(draft, files)
    else:
        for line in draft.lines:
            if line.answer is not None and line.is_first:
                yield _answer(draft, line, files)
    if draft.statement is not None:
        yield _statement(draft)
    if files:
        yield _part(
            FILES,
            "Files with the letter",
            Comment.Part.WHOLE,
            words={one.title: one.name for one in files},
            exact=[(one.title, one.name, one.sha256) for one in files],
        )
    ending = draft.letter_text.ending if draft.letter_text else ""
    if ending:
        yield _part(
            ENDING,
            "End of the letter",
            Comment.Part.LETTER_TEXT,
            words=words_of_part({"ending": ending}),
            exact=[ending],
        )


def _start(draft: Draft) -> Part:
    text = draft.letter_text
    said = {
        "what_changed": text.what_changed if text else "",
        "opening": text.opening if text else "",
    }
    words = {
        "To": "\n".join(addressee_of(draft.foi_request).lines),
        "Subject": draft.foi_request.subject,
        **_sender(draft.foi_request.authority),
        **words_of_part({name: typed for name, typed in said.items() if typed}),
    }
    return _part(
        START,
        "Start of the letter",
        Comment.Part.LETTER_TEXT,
        words=words,
        exact=list(said.values()),
    )


def _sender(authority: Authority) -> dict[str, str]:
    """Return what the letter says of the authority, at its start and its end."""
    contact = (
        authority.name,
        *lines(authority.address),
        authority.email,
        authority.telephone,
        authority.website,
    )
    said = {
        "From": "\n".join(filter(None, contact)),
        "Signed by": authority.signatory,
        "Reviews": "\n".join(lines(authority.review_contact)),
    }
    return {title: words for title, words in said.items() if words}


def _answer(draft: Draft, line: Line, files: Sequence[Enclosure]) -> Part:
    lines = draft.lines_with(line)
    keys = [one.question.pk for one in lines]
    answer = line.answer
    if answer is None:
        raise ValueError("A part of the letter has an answer.")
    words = {
        _asked(lines): "\n\n".join(one.question.text for one in lines),
        **_words_of(draft, answer),
    }
    return _part(
        f"{ANSWER}{line.question.pk}",
        draft.cite(keys),
        Comment.Part.ANSWER,
        anchor=f"letter-answer-{line.question.order}",
        questions=tuple(keys),
        answer=answer,
        words=words,
        exact=[answer.text, *_named_in(words, files)],
    )


def _points(draft: Draft, files: Sequence[Enclosure]) -> Iterator[Part]:
    """Yield the decisions of a review, the handling last."""
    points = {one.question_id: one for one in draft.foi_request.review_points.all()}
    for line in draft.lines:
        point = points.get(line.question.pk)
        if not line.is_asked or point is None:
            continue
        words = {_asked([line]): line.question.text, **_words_of_point(point)}
        if line.answer is not None:
            words |= _words_of(draft, line.answer)
        yield _part(
            f"{ANSWER}{line.question.pk}",
            draft.cite([line.question.pk]),
            Comment.Part.ANSWER,
            anchor=f"letter-point-{line.question.order}",
            questions=(line.question.pk,),
            answer=line.answer,
            words=words,
            exact=[
                point.reasons,
                line.answer.text if line.answer else "",
                *_named_in(words, files),
            ],
        )
    if None in points:
        yield _part(
            HANDLING,
            "Handling of the request",
            Comment.Part.WHOLE,
            anchor="letter-handling",
            words=_words_of_point(points[None]),
            exact=[points[None].reasons],
        )


def _statement(draft: Draft) -> Part:
    statement = draft.statement
    if statement is None:
        raise ValueError("The letter has no statement.")
    fields = ("scope", "harm", "factors_for", "factors_against", "balance")
    said = {name: getattr(statement, name) for name in (*fields, "no_inference")}
    words = words_of_part({name: typed for name, typed in said.items() if typed})
    for citation in statement.citations.all():
        words |= _words_of_citation(citation)
    return _part(
        STATEMENT,
        "Statement on other information",
        Comment.Part.STATEMENT,
        anchor="letter-other-information",
        words=words,
        exact=list(said.values()),
    )


def _part(
    key: str,
    title: str,
    about: Comment.Part,
    *,
    words: Mapping[str, str],
    exact: Sequence[Any],
    anchor: str = "",
    questions: tuple[int, ...] = (),
    answer: Answer | None = None,
) -> Part:
    said = json.dumps([words, exact], ensure_ascii=False, sort_keys=True)
    return Part(
        key=key,
        title=title,
        anchor=anchor,
        about=f"{about}-{questions[0]}" if questions else str(about),
        questions=questions,
        answer=answer,
        words=words,
        sha256=hashlib.sha256(said.encode()).hexdigest(),
    )


def _asked(lines: Sequence[Line]) -> str:
    return "Question" if len(lines) == 1 else "Questions"


def _words_of(draft: Draft, answer: Answer) -> dict[str, str]:
    """Return what an answer says, with the reasons that it shares with another."""
    words = words_of_answer(answer, [], draft.called, draft.called)
    for citation in answer.citations.all():
        words |= _words_of_citation(citation)
    return words


def _words_of_citation(citation: Citation) -> dict[str, str]:
    source = citation.reasons
    cited: Cited = {
        "provision_key": citation.provision_key,
        **{field: getattr(source, field) for field in SAID},
        "facts": source.facts,
        "same_as": None,
    }
    words = words_of_citations([cited], str)
    return {title: said for title, said in words.items() if said}


def _words_of_point(point: ReviewPoint) -> dict[str, str]:
    words = {
        "Decision": point.get_decision_display() or "Not decided",
        "Reasons": to_plain(point.reasons),
        "What is put right": point.remedy,
        "By": format_date(point.remedy_by) if point.remedy_by else "",
    }
    return {title: said for title, said in words.items() if said}


def _named_in(
    words: Mapping[str, str], files: Sequence[Enclosure]
) -> Iterator[list[str]]:
    """Yield the files that an answer names by title or by name."""
    said = " ".join(words.values()).casefold()
    for one in files:
        if one.name.casefold() in said or one.title.casefold() in said:
            yield [one.title, one.name, one.sha256]


def parts_in(foi_request: FOIRequest) -> list[Part]:
    """Return the parts of a request's response, read afresh."""
    return parts_of(Draft(foi_request))
