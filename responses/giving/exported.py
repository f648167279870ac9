"""What exports say of letters, answers and reviews, for many rows at a time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from requests_app.exports.columns import Rows
from requests_app.forms.postal_address import as_posted
from requests_app.models import Enquiry
from responses.models import (
    Citation,
    Dispatch,
    Letter,
    LetterAnswer,
    ReviewedProvision,
    ReviewPoint,
)
from responses.models.answers import AnsweredQuestion
from statute.notices import RESPONSES

Cells = Sequence[str | int | date | None]

OF_REQUESTS: Final = (
    "Letters given",
    "Responses given",
    "Last letter given",
    "Last letter given by",
    "Points of the review",
    "Provisions at review",
)
OF_QUESTIONS: Final = (
    "Outcome",
    "Provisions",
    "Said in letter",
    "Letter given",
    "Decision of the review",
    "Public interest balance",
    "Departments asked",
)


def of_requests(keys: Collection[int]) -> Mapping[int, Cells]:
    """Return the cells of requests, by their keys, in four queries."""
    given: dict[int, list[Letter]] = defaultdict(list)
    for letter in (
        Letter.objects.given()
        .filter(foi_request__in=keys)
        .only("foi_request_id", "type", "given_on", "number")
        .order_by("given_on", "number")
    ):
        given[letter.foi_request_id].append(letter)
    last = {key: letters[-1] for key, letters in given.items()}
    ways: dict[int, str] = {}
    for dispatch in Dispatch.objects.filter(
        letter__in=[letter.pk for letter in last.values()],
        sent_on__isnull=False,
        stopped_at=None,
        failed_at=None,
    ).order_by("sent_on", "pk"):
        ways.setdefault(dispatch.letter_id, str(dispatch.get_channel_display()))
    points: dict[int, list[str]] = defaultdict(list)
    for point in (
        ReviewPoint.objects.filter(review__in=last)
        .exclude(decision="")
        .select_related("question")
        .order_by("question__order", "pk")
    ):
        about = f"question {point.question.label}" if point.question else "handling"
        points[point.review_id].append(
            f"{about.strip()}: {point.get_decision_display().lower()}"
        )
    fates: dict[int, list[str]] = defaultdict(list)
    for each in ReviewedProvision.objects.filter(review__in=last).order_by("provision"):
        fates[each.review_id].append(
            f"{each.provision}: {each.get_fate_display().lower()}"
        )
    return {
        key: [
            len(letters),
            sum(letter.type in RESPONSES for letter in letters),
            last[key].given_on,
            ways.get(last[key].pk, ""),
            "; ".join(points[key]),
            "; ".join(fates[key]),
        ]
        for key, letters in given.items()
    }


def of_questions(keys: Collection[int]) -> Mapping[int, Cells]:
    """Return the cells of questions, by their keys, in five queries.

    Of the letters given, the latest that speaks of the question counts. The balance is
    told of provisions in this letter alone.
    """
    said: dict[int, LetterAnswer] = {}
    for each in (
        LetterAnswer.objects.filter(question__in=keys, letter__given_on__isnull=False)
        .select_related("letter")
        .defer("letter__html", "letter__html_for_publication")
        .order_by("letter__number")
    ):
        said[each.question_id] = each
    decided = {
        point.question_id or 0: str(point.get_decision_display())
        for point in ReviewPoint.objects.filter(question__in=keys).exclude(decision="")
    }
    asked = _departments(keys)
    balances = _balances(said)
    found: dict[int, Cells] = {}
    for key in {*said, *decided, *asked}:
        one = said.get(key)
        cells: list[str | int | date | None] = ["", "", None, None]
        if one is not None:
            cells = [
                str(one.get_outcome_display()),
                "; ".join(one.provisions),
                one.letter.number,
                one.letter.given_on,
            ]
        found[key] = [
            *cells,
            decided.get(key, ""),
            "\n".join(balances.get(key, ())),
            ", ".join(asked.get(key, ())),
        ]
    return found


def _departments(questions: Collection[int]) -> Mapping[int, Collection[str]]:
    """Return the names of the departments asked about questions, each name once."""
    asked: dict[int, dict[str, None]] = defaultdict(dict)
    links = Enquiry.questions.through.objects.filter(
        question__in=questions, enquiry__withdrawn_at=None
    )
    for key, name in links.order_by("enquiry").values_list(
        "question", "enquiry__department__name"
    ):
        asked[key][name] = None
    return asked


def _balances(said: Mapping[int, LetterAnswer]) -> Mapping[int, Sequence[str]]:
    """Return the public interest balance of the provisions that letters cite."""
    found: dict[int, list[str]] = defaultdict(list)
    answered = dict(
        AnsweredQuestion.objects.filter(question__in=said).values_list(
            "question", "answer"
        )
    )
    cited: dict[int, list[Citation]] = defaultdict(list)
    for one in Citation.objects.filter(answer__in=set(answered.values())):
        cited[one.answer_id or 0].append(one)
    for question, answer in answered.items():
        for one in cited[answer]:
            balance = one.reasons.balance.strip()
            if balance and one.provision_key in said[question].provisions:
                found[question].append(f"{one.provision_key}: {balance}")
    return found


def _letters(keys: Collection[int]) -> list[Letter]:
    found = Letter.objects.filter(foi_request__in=keys).select_related(
        *("foi_request__team", "issued_by", "cleared_by", "withdrawal", "supersedes"),
        "superseded_by",
    )
    texts = [
        f"{of}{name}"
        for of in ("", "supersedes__", "superseded_by__")
        for name in ("html", "html_for_publication")
    ]
    return list(
        found.defer("foi_request__received_text", *texts).order_by(
            "-foi_request", "number"
        )
    )


LETTERS: Final = Rows(
    {
        "The request": {
            "Reference": lambda one: one.foi_request.reference or "",
            "Received": lambda one: one.foi_request.received_on,
            "Law": lambda one: one.foi_request.regime,
            "Team": lambda one: str(one.foi_request.team or ""),
        },
        "The letter": {
            "Number": lambda one: one.number,
            "Kind": lambda one: one.get_type_display(),
            "Language": lambda one: one.get_language_display(),
            "Cleared by": lambda one: str(one.cleared_by or ""),
            "Issued by": lambda one: str(one.issued_by),
            "Issued on": lambda one: one.issued_on,
            "Given on": lambda one: one.given_on,
            "Taken back on": lambda one: (
                one.withdrawal.on if hasattr(one, "withdrawal") else None
            ),
            "Corrects letter": lambda one: (
                one.supersedes.number if one.supersedes else None
            ),
            "Corrected by letter": lambda one: (
                one.superseded_by.number if hasattr(one, "superseded_by") else None
            ),
        },
    },
    _letters,
)
OF_LETTERS: Final = (
    "Channel",
    "Sent to",
    "Sent on",
    "Not delivered",
    "Questions answered",
)


def of_letters(keys: Collection[int]) -> Mapping[int, Cells]:
    """Return the cells of letters, by their keys, in two queries.

    Sendings that were undone are left out. An address is told by its kind alone.
    """
    sent: dict[int, list[Dispatch]] = defaultdict(list)
    for each in (
        Dispatch.objects.filter(letter__in=keys, stopped_at=None)
        .select_related("letter__foi_request")
        .defer(
            "letter__html",
            "letter__html_for_publication",
            "letter__foi_request__received_text",
        )
        .order_by("pk")
    ):
        sent[each.letter_id].append(each)
    answered = Counter(
        LetterAnswer.objects.filter(letter__in=keys).values_list("letter", flat=True)
    )
    return {
        key: [
            _each_once(str(each.get_channel_display()) for each in sent[key]),
            _each_once(map(_kind_of_address, sent[key])),
            max((each.sent_on for each in sent[key] if each.sent_on), default=None),
            "yes" if sent[key] and all(each.failed_at for each in sent[key]) else "no",
            answered[key],
        ]
        for key in keys
    }


def _kind_of_address(dispatch: Dispatch) -> str:
    """Return the kind of an address: whose it is, and never the address."""
    foi_request = dispatch.letter.foi_request
    match dispatch.channel:
        case Dispatch.Channel.EMAIL:
            own, what = foi_request.requester_email, "e-mail address"
        case Dispatch.Channel.POST:
            own, what = as_posted(foi_request.postal_address), "postal address"
        case _:
            return "Place of upload or handing over"
    is_own = _plain(own) == _plain(dispatch.address)
    return f"The requester’s {what}" if is_own else f"Another {what}"


def _plain(address: str) -> str:
    return " ".join(address.split()).casefold()


def _each_once(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
