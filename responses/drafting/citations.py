"""Cite a provision for an answer, change what is said of it, and remove it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.models import FOIRequest, Question
from responses.drafting.added_requests import check_estimate
from responses.drafting.as_question import check_says_itself
from responses.drafting.cited import SAID, keep_version
from responses.drafting.earlier_requests import linked
from responses.drafting.facts import kept_facts, shared_reasons
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import (
    DraftingRefused,
    NotOfThisRequest,
    begin_answer,
    check_questions,
    current_answer,
    normalise_text,
    open_draft,
)
from responses.drafting.recorded_citations import (
    answer_of,
    as_recorded,
    fingerprint,
    record_citation,
    recorded_values,
)
from responses.models import Citation
from responses.searching.services import index_answers
from statute import exemptions
from statute import facts as law
from statute.regimes import Regime


class UnknownProvision(DraftingRefused):
    """The catalogue has no such provision."""


class ProvisionOfOtherLaw(DraftingRefused):
    """The provision belongs to the other jurisdiction's law."""


class LimbNotChosen(DraftingRefused):
    """The provision stands for several limbs, of which one has to be chosen."""


class AlreadyCited(DraftingRefused):
    """The answer already cites this provision."""


class CitationChanged(DraftingRefused):
    """The citation was saved by another page after this text was begun.

    Attributes:
        citation: The citation as it now stands.
    """

    def __init__(self, citation: Citation) -> None:
        super().__init__(
            "Another user changed this citation after you opened it. Your text is "
            "kept: compare both versions below, then save the right one."
        )
        self.citation = citation


@transaction.atomic
def cite_exemption(
    *,
    foi_request: FOIRequest,
    question: Question,
    provision_key: str,
    why_applies: str = "",
    harm: str = "",
    factors_for: str = "",
    factors_against: str = "",
    balance: str = "",
    facts: Mapping[str, Any] = law.NOTHING,
    same_as: Citation | None = None,
    by: User,
    on: date,
) -> Citation:
    """Cite a provision for the answer to a question, with the reasons.

    The citation also covers the other questions sharing the answer.

    Args:
        foi_request: A request in the state "answering".
        question: The question; its answer is begun where there is none.
        provision_key: A key of `statute.exemptions.PROVISIONS`: "FOIA 31(1)(a)".
        why_applies: Why the provision covers the information.
        harm: What disclosing it, or confirming that it is held, would do.
        factors_for: Public interest factors for disclosure, one a line.
        factors_against: Factors for maintaining the exemption, one a line.
        balance: Where the balance lies, and why.
        facts: What the provision asks for beside its reasons, by `statute.facts`.
        same_as: The citation of the same provision for another answer, whose reasons
            and facts this one gives. The reasons given here are kept, but not used.
        by: The officer who relies on it.
        on: The London day.

    Returns:
        The citation. Sending the very same citation twice makes only one.

    Raises:
        DraftNotOpen: The request is not being answered.
        UnknownProvision: The catalogue has no such key.
        LimbNotChosen: The provision stands for several limbs.
        ProvisionOfOtherLaw: Scottish law for a request that is not Scottish, or the
            reverse.
        WrongFact: A fact cannot have that value.
        NotTheSame: `same_as` is of another provision or request.
        AlreadyCited: The answer cites the provision with other words.
        RefersToAnother: The answer refers to the answer to another question.
        NotOfThisRequest: The question belongs to another request.
        QuestionGone: The question is no longer asked.
        NotAQuestion: A heading or a note cannot be answered.

    Source: FOIA 2000 ss.2 and 17; EIR 2004 reg 14; FOISA 2002 s.16; EISR 2004 reg 13.
    """
    check_questions(foi_request, [question])
    foi_request = open_draft(foi_request, by=by)
    provision = citable(provision_key, foi_request)
    said = checked(
        {
            "why_applies": why_applies,
            "harm": harm,
            "factors_for": factors_for,
            "factors_against": factors_against,
            "balance": balance,
            "facts": facts,
            "same_as": same_as,
        },
        foi_request=foi_request,
        provision_key=provision_key,
        by=by,
    )
    answer = current_answer(question)
    if answer is None:
        answer = begin_answer(foi_request, [question], by=by)
        answer.version = 1
        answer.save()
    check_says_itself(answer)
    same = answer.citations.filter(provision_key=provision_key).first()
    if same is not None and recorded_values(same) == as_recorded(said):
        return same
    if same is not None:
        raise AlreadyCited(
            f"{provision.citation} is cited for this answer already. "
            "Change that citation instead."
        )
    citation = answer.citations.create(provision_key=provision_key, **said)
    keep_version(answer, by=by)
    index_answers(foi_request=answer.foi_request)
    record_citation(
        citation, DraftingHistory.EXEMPTION_CITED, {}, as_recorded(said), by=by, on=on
    )
    return citation


@transaction.atomic
def change_citation(
    *,
    foi_request: FOIRequest,
    citation: Citation,
    seen: str,
    why_applies: str,
    harm: str = "",
    factors_for: str = "",
    factors_against: str = "",
    balance: str = "",
    facts: Mapping[str, Any] = law.NOTHING,
    same_as: Citation | None = None,
    by: User,
    on: date,
) -> Citation:
    """Change what is said of a cited provision.

    Args:
        foi_request: A request in the state "answering".
        citation: A citation of one of its answers.
        seen: The `fingerprint` of the citation as the page showed it.
        why_applies: As for `cite_exemption`, and so are the next six.
        harm: As there.
        factors_for: As there.
        factors_against: As there.
        balance: As there.
        facts: As there.
        same_as: As there.
        by: The officer who changed it.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        CitationChanged: The citation was saved since.
        NotOfThisRequest: The citation belongs to another request.
        WrongFact: A fact cannot have that value.
        NotTheSame: `same_as` is of another provision or request, or shares this one.
    """
    open_draft(foi_request, by=by)
    citation = _of_request(foi_request, citation)
    said = checked(
        {
            "why_applies": why_applies,
            "harm": harm,
            "factors_for": factors_for,
            "factors_against": factors_against,
            "balance": balance,
            "facts": facts,
            "same_as": same_as,
        },
        foi_request=foi_request,
        provision_key=citation.provision_key,
        by=by,
        of=citation,
    )
    before = recorded_values(citation)
    if before == as_recorded(said):
        return citation
    if fingerprint(citation) != seen:
        raise CitationChanged(citation)
    for field, value in said.items():
        setattr(citation, field, value)
    citation.save()
    keep_version(answer_of(citation), by=by)
    index_answers(foi_request=foi_request)
    record_citation(
        citation,
        DraftingHistory.CITATION_CHANGED,
        before,
        as_recorded(said),
        by=by,
        on=on,
    )
    return citation


@transaction.atomic
def remove_citation(
    *, foi_request: FOIRequest, citation: Citation, by: User, on: date
) -> None:
    """Remove a citation; history keeps its text.

    Args:
        foi_request: A request in the state "answering".
        citation: A citation of one of its answers.
        by: The officer who decided.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        NotOfThisRequest: The citation belongs to another request, or is gone.
    """
    open_draft(foi_request, by=by)
    citation = _of_request(foi_request, citation)
    answer, before = answer_of(citation), recorded_values(citation)
    record_citation(
        citation, DraftingHistory.CITATION_REMOVED, before, {}, by=by, on=on
    )
    citation.delete()
    keep_version(answer, by=by)
    index_answers(foi_request=answer.foi_request)


def checked(
    said: Mapping[str, Any],
    *,
    foi_request: FOIRequest,
    provision_key: str,
    by: User,
    of: Citation | None = None,
) -> dict[str, Any]:
    """Return what is said of a provision as it is stored.

    Args:
        said: The reasons, the facts, and the citation whose reasons are used.
        foi_request: The request, locked.
        provision_key: The provision.
        by: The officer.
        of: The citation that says it, if it is there already.

    Raises:
        WrongFact: A fact cannot have that value.
        NotTheSame: The reasons of that citation cannot be used.
    """
    facts = linked(kept_facts(said["facts"]), foi_request, by=by)
    check_estimate(facts, foi_request, by=by)
    return {
        **{field: normalise_text(said[field]) for field in SAID},
        "facts": facts,
        "same_as": shared_reasons(foi_request, provision_key, said["same_as"], of=of),
    }


def citable(provision_key: str, foi_request: FOIRequest) -> exemptions.Provision:
    """Return a provision, if a reply to this request may cite it.

    The Act and the Environmental Regulations of one jurisdiction may both be cited: a
    request often asks for information under each.

    Raises:
        UnknownProvision: The catalogue has no such key.
        LimbNotChosen: The provision stands for several limbs.
        ProvisionOfOtherLaw: The provision belongs to the other jurisdiction.
    """
    try:
        provision = exemptions.get(provision_key)
    except exemptions.UnknownProvision:
        raise UnknownProvision(
            "Choose a provision from the list. The catalogue has no provision "
            "of that name."
        ) from None
    if provision.is_umbrella:
        raise LimbNotChosen(
            f"{provision.citation} has several limbs. Choose the one you rely on."
        )
    if provision.regime.is_scottish != Regime(foi_request.regime).is_scottish:
        raise ProvisionOfOtherLaw(
            f"{provision.citation} is of the {provision.regime.title}, and this "
            f"request is handled under the {Regime(foi_request.regime).title}."
        )
    return provision


def _of_request(foi_request: FOIRequest, citation: Citation) -> Citation:
    found = Citation.objects.filter(pk=citation.pk, answer__foi_request=foi_request)
    try:
        return found.select_related("answer__foi_request").get()
    except Citation.DoesNotExist:
        raise NotOfThisRequest(
            "That citation belongs to another request, or has been removed."
        ) from None
