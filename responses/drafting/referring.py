"""Answer a question by referring to an earlier answer of the authority."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from documents.richtext.plain import from_plain
from requests_app.casework.who_asked import requester_of
from requests_app.models import FOIRequest, Question
from responses.drafting.adapting import NotChecked, NotReusable
from responses.drafting.answers import AnswerChanged, keep_unused, locked_answer, write
from responses.drafting.citations import cite_exemption
from responses.drafting.earlier_requests import same_requester
from responses.drafting.permitted import (
    DraftingRefused,
    begin_answer,
    check_questions,
    clean_rich_text,
)
from responses.letters.wording.loading import wording_for
from responses.models import Answer, Letter, PreviousAnswer
from responses.models.answers import OUTCOME_LABELS
from statute.exemptions import Provision
from statute.notices import Outcome
from statute.referrals import NoGround, referral_ground
from statute.regimes import Regime
from statute.working_days import format_date

MOST_OFFERED = 20


class CannotBeReferredTo(DraftingRefused):
    """No answer to this request may refer to the earlier answer."""


class NamesOther(DraftingRefused):
    """The words name the earlier requester."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """An earlier answer of ours, and the ground for referring to it.

    Attributes:
        previous: The answer.
        letter: The letter that gave it.
        given_on: The day the letter was given.
        provision: The provision to cite.
        outcome: The outcome of the answer that refers to it.
    """

    previous: PreviousAnswer
    letter: Letter
    given_on: date
    provision: Provision
    outcome: Outcome

    @property
    def label(self) -> str:
        """The name of the outcome on pages."""
        return OUTCOME_LABELS[self.outcome]

    @property
    def is_repeated(self) -> bool:
        """Whether the same person asked before."""
        return self.outcome is Outcome.REPEATED


def given_to_requester(foi_request: FOIRequest, *, to: User) -> list[PreviousAnswer]:
    """Return earlier answers of our letters to the same requester, the latest first.

    Args:
        foi_request: The request now.
        to: The officer, who is offered only what they may see.
    """
    earlier = FOIRequest.objects.filter(same_requester(foi_request))
    found = given_answers(to).filter(
        letter__foi_request__in=earlier.exclude(pk=foi_request.pk),
        letter__given_on__lte=foi_request.received_on,
    )
    return list(found.order_by("-letter__given_on", "order")[:MOST_OFFERED])


def given_answers(user: User) -> QuerySet[PreviousAnswer]:
    """Return the answers given to requesters and visible to a user."""
    return (
        PreviousAnswer.objects.visible_to(user)
        .reusable()
        .select_related("letter", "foi_request", "letter__foi_request")
        .defer("letter__html")
    )


def referral_to(previous: PreviousAnswer, foi_request: FOIRequest) -> Referral:
    """Return the ground for an answer to a request to refer to an earlier answer.

    Raises:
        CannotBeReferredTo: The answer came after this request, or no provision allows
            it.
    """
    letter = previous.letter
    if letter is None or letter.given_on is None:
        raise CannotBeReferredTo(
            "That answer is not in a letter of this system, so who asked and what was "
            "given cannot be checked. Use the earlier answer in place of referring to "
            "it."
        )
    if letter.foi_request_id == foi_request.pk:
        raise CannotBeReferredTo("That is an answer to this request itself.")
    is_same = (
        FOIRequest.objects.filter(same_requester(foi_request))
        .filter(pk=letter.foi_request_id)
        .exists()
    )
    if is_same and letter.given_on > foi_request.received_on:
        raise CannotBeReferredTo(
            f"We gave that answer on {format_date(letter.given_on)}, after we received "
            "this request, so this request does not repeat the earlier one."
        )
    try:
        provision, outcome = referral_ground(
            Regime(foi_request.regime), said=previous.outcome, is_same_requester=is_same
        )
    except NoGround as reason:
        raise CannotBeReferredTo(str(reason)) from reason
    is_open = letter.is_publishable and not letter.foi_request.is_restricted
    if outcome is Outcome.ACCESSIBLE and not is_open:
        raise CannotBeReferredTo(
            "That letter cannot have been published: it was replaced or withdrawn, or "
            "its request is restricted. Answer this question itself."
        )
    return Referral(
        previous=previous,
        letter=letter,
        given_on=letter.given_on,
        provision=provision,
        outcome=outcome,
    )


def words_for(referral: Referral, foi_request: FOIRequest) -> tuple[str, str]:
    """Return the words offered in the letter's language: the answer, and the reason."""
    wording = wording_for(foi_request)
    text = wording.text(
        "refer.to_answer",
        day=referral.letter.issued_on,
        reference=str(referral.letter.foi_request),
    )
    if not referral.is_repeated:
        return text, wording.text("refer.accessible")
    passed = (foi_request.received_on - referral.given_on).days
    return text, wording.text("refer.repeated", day=referral.given_on, number=passed)


def refer_to_earlier(
    *,
    foi_request: FOIRequest,
    question: Question,
    previous: PreviousAnswer,
    text: str,
    why_applies: str,
    where_available: str = "",
    is_same_asked: bool,
    is_confirmed: bool,
    version: int,
    by: User,
    on: date,
) -> Answer:
    """Answer a question by referring to an earlier answer, and cite the ground.

    Args:
        foi_request: A request in the state "answering".
        question: One of its questions.
        previous: The earlier answer, which the officer may see.
        text: What the answer says, as plain text; added to its text.
        why_applies: Why no reasonable interval has passed, or why the information is
            accessible to this requester.
        where_available: Where this requester can obtain it; "" for a repeated request.
        is_same_asked: Whether the earlier answer answers what is asked now.
        is_confirmed: Whether what is held has not changed since; or, where another
            person asked then, whether this requester can reach the place named.
        version: The version of the answer shown on the page; 0 for none.
        by: The officer who decided.
        on: The London day.

    Raises:
        NotChecked: A confirmation is missing, or the place.
        CannotBeReferredTo: No provision allows it.
        NotReusable: The letter was withdrawn since.
        NamesOther: The words name the person who asked then.
        DraftNotOpen: The request is not being answered.
        AnswerChanged: The answer was saved since. The new text is kept as a version.
        AlreadyCited: The answer cites the provision with other words.
        NotOfThisRequest: The question belongs to another request.
        QuestionGone: The question is no longer asked.
        NotAQuestion: A heading or a note cannot be answered.
        TextNotTaken: Together the texts are too large for a letter.
    """
    if not (is_same_asked and is_confirmed):
        raise NotChecked("Confirm both points. Only then can you refer to that answer.")
    if not PreviousAnswer.objects.reusable().filter(pk=previous.pk).exists():
        raise NotReusable(
            "That answer can no longer be used: its letter was withdrawn."
        )
    referral = referral_to(previous, foi_request)
    if not referral.is_repeated:
        _check_place(referral, (text, why_applies, where_available), where_available)
    check_questions(foi_request, [question])
    with transaction.atomic():
        answer = locked_answer(foi_request, question, by=by)
        if answer is None:
            answer = begin_answer(foi_request, [question], by=by)
        words = clean_rich_text(f"{answer.text}{from_plain(text)}")
        outcome = referral.outcome.value
        refused = None
        if answer.version not in {0, version}:
            unused = keep_unused(answer, words, outcome, by, facts=answer.facts)
            refused = AnswerChanged(answer, unused, by=by)
        else:
            answer.facts.pop("as_question", None)
            write(answer, words, outcome, by=by, on=on, note=_note(referral))
            cite_exemption(
                foi_request=foi_request,
                question=question,
                provision_key=referral.provision.key,
                why_applies=why_applies,
                facts=_facts(referral, where_available),
                by=by,
                on=on,
            )
    if refused is not None:
        # Raise after the commit: rolling back would lose the text just kept.
        raise refused
    return answer


def _check_place(
    referral: Referral, texts: tuple[str, ...], where_available: str
) -> None:
    """Refuse an accessible answer without a place, or naming the earlier requester."""
    if not where_available.strip():
        raise NotChecked("Say where this requester can obtain the earlier answer.")
    other = requester_of(referral.letter.foi_request)
    if any(other.found_in(one) for one in texts):
        raise NamesOther(
            "Your words name the person who asked then. Take the name out: this "
            "requester is not to learn who asked."
        )


def _facts(referral: Referral, where_available: str) -> dict[str, str]:
    if referral.is_repeated:
        return {
            "earlier_reference": referral.letter.foi_request.reference or "",
            "earlier_same_person": "yes",
        }
    return {"where_available": where_available, "links_checked": "yes"}


def _note(referral: Referral) -> str:
    where = f"{referral.letter.foi_request} of {format_date(referral.letter.issued_on)}"
    return f"refers to our answer in {where}; confirmed to fit"
