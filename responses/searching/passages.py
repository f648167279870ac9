"""Answers, letters, files and replies, as passages to find."""

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch

from documents.richtext.plain import to_plain
from requests_app.models import EnquiryReply, Question
from requests_app.questions.passages import names_of, nodes_of
from requests_app.search.marks import outcome_marks, provision_marks
from requests_app.search.sources import Passage
from responses.models import (
    Answer,
    Citation,
    Enclosure,
    EnquiryFile,
    Letter,
    NCNDStatement,
    ProceduralDraft,
    ResponseDraft,
    ReviewPoint,
)

_REASONS = ("why_applies", "harm", "factors_for", "factors_against", "balance")


def answers_given(keys: Sequence[int]) -> Iterator[Passage]:
    """Yield the answers, each with its question, and the reasons of its citations."""
    answered = Answer.objects.filter(foi_request__in=keys).order_by("pk")
    answers = answered.prefetch_related(
        Prefetch("questions", Question.objects.order_by("order", "pk")),
        Prefetch("citations", Citation.objects.order_by("pk")),
    )
    found = list(answers)
    nodes = nodes_of({answer.foi_request_id for answer in found})
    names = {key: names_of(rows) for key, rows in nodes.items()}
    for answer in found:
        asked = list(answer.questions.all())
        if not asked:
            continue
        named = names[answer.foi_request_id][asked[0].pk]
        of_question = f"{named[:1].lower()}{named[1:]}"
        place, args, text = "answer-question", (asked[0].pk,), asked[0].text
        yield Passage(
            answer.foi_request_id,
            to_plain(answer.text),
            "C",
            f"Answer to {of_question}",
            place=place,
            args=args,
            question=text,
            marks=outcome_marks(answer.outcome),
        )
        for citation in answer.citations.all():
            yield Passage(
                answer.foi_request_id,
                _said(citation.reasons, _REASONS),
                "C",
                f"Reasons for {citation.provision}, {of_question}",
                place=place,
                args=args,
                question=text,
                marks=provision_marks(citation.provision_key),
            )


def other_words(keys: Sequence[int]) -> Iterator[Passage]:
    """Yield the statement on other information, and the letter's opening and ending."""
    statements = NCNDStatement.objects.filter(foi_request__in=keys)
    for statement in statements.prefetch_related("citations"):
        marks = [
            mark
            for citation in statement.citations.all()
            for mark in provision_marks(citation.provision_key)
        ]
        yield Passage(
            statement.foi_request_id,
            _said(statement, ("scope", *_REASONS[1:], "no_inference")),
            "C",
            "Statement on other information",
            place="save-statement",
            marks=(*outcome_marks("ncnd"), *marks),
        )
    for draft in ResponseDraft.objects.filter(foi_request__in=keys):
        words = "\n".join(map(to_plain, (draft.opening, draft.ending)))
        yield Passage(
            draft.foi_request_id,
            words,
            "D",
            "Opening and ending of the letter",
            place="save-letter-text",
        )


def decisions_on_review(keys: Sequence[int]) -> Iterator[Passage]:
    """Yield the reasons of internal reviews, by the keys of the reviews."""
    points = ReviewPoint.objects.filter(review__in=keys).select_related("question")
    for point in points.order_by("pk"):
        yield Passage(
            point.review_id,
            "\n".join((point.get_decision_display(), to_plain(point.reasons))),
            "C",
            "Decision on review",
            question=point.question.text if point.question else "",
        )


def letters_issued(keys: Sequence[int]) -> Iterator[Passage]:
    """Yield the kind of each letter, and the words typed in procedural letters."""
    typed = {
        draft.letter_id: draft
        for draft in ProceduralDraft.objects.filter(
            foi_request__in=keys, letter__isnull=False
        )
    }
    letters = Letter.objects.filter(foi_request__in=keys).order_by("number")
    for letter in letters.only("foi_request", "number", "type"):
        words = [letter.get_type_display()]
        if draft := typed.get(letter.pk):
            words += [one for one in draft.details.values() if isinstance(one, str)]
        yield Passage(
            letter.foi_request_id,
            "\n".join(filter(None, words)),
            "D",
            f"Letter {letter.number}",
            place="letter",
            args=(letter.number,),
        )


def replies_of_departments(keys: Sequence[int]) -> Iterator[Passage]:
    """Yield the replies of departments; an unsent reply is the department's own."""
    replies = EnquiryReply.objects.filter(
        enquiry__foi_request__in=keys, sent_at__isnull=False
    )
    for reply in (
        replies.select_related("enquiry__department")
        .prefetch_related("parts")
        .order_by("pk")
    ):
        said = [(part.text, part.concerns) for part in reply.parts.all()]
        parts = [text for both in said for text in both]
        yield Passage(
            reply.enquiry.foi_request_id,
            "\n".join(filter(None, (reply.text, reply.concerns, *parts))),
            "D",
            f"Reply of {reply.enquiry.department}",
            anchor="enquiries",
        )


def files(keys: Sequence[int]) -> Iterator[Passage]:
    """Yield the names and words of files: of letters, and of departments' replies."""
    kept = Enclosure.objects.filter(foi_request__in=keys).order_by("pk")
    for key, title, name, words in kept.values_list(
        "foi_request", "title", "name", "words"
    ):
        yield Passage(key, f"{title}\n{name}\n{words}", "D", f"File “{title}”")
    replied = EnquiryFile.objects.filter(
        enquiry__foi_request__in=keys, reply__sent_at__isnull=False
    )
    rows = replied.order_by("pk").values_list("enquiry__foi_request", "name", "words")
    for key, name, words in rows:
        yield Passage(key, f"{name}\n{words}", "D", f"File “{name}” of a department")


def _said(written: object, fields: Sequence[str]) -> str:
    return "\n".join(filter(None, (getattr(written, field) for field in fields)))
