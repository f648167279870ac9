"""Check amounts: of a refusal on cost, its estimate and limit; of a notice, its fee."""

import re
from collections.abc import Iterator
from decimal import Decimal

from statute.exemptions import Provision
from statute.notices.claims import uncounted_work_in
from statute.notices.drafts import (
    EstimateBasis,
    Finding,
    GroundDraft,
    NoticeDraft,
    Place,
    block,
    warn,
)
from statute.notices.hours import hours_in
from statute.notices.parts import LetterType
from statute.refusals import cost
from statute.regimes import Regime

_TO_CONFIRM = "FOIA 12(2)"
_SCOTTISH_ADDING = "FOISA 12(2)"
_ADDING = "FOIA s.12(4); SI 2004/3244 reg 5; FOISA s.12(2); SSI 2004/467 reg 6"
_EVIDENCE = "ICO guidance on section 12: an estimate is supported by evidence"
# Words by which a method tells that part of the work was tried.
_OF_SAMPLE = re.compile(
    r"\b(?:sampl\w+|tim(?:ed|ing)|trial\w*|tried|tested|test|pilot\w*|searched|checked"
    r"|counted|opened|looked)\b",
    re.IGNORECASE,
)
_COUNTED = "SI 2004/3244 reg 4(3); SSI 2004/467 reg 3"


def estimate_exceeds_limit(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an estimate above the limit for a refusal on cost.

    Source: FOIA 2000 s.12(1) and (2); FOISA 2002 s.12(1); SI 2004/3244.
    """
    on_cost = {**cost(Regime.FOIA), **cost(Regime.FOISA)}
    for _, provision in draft.known_grounds:
        if provision.key not in on_cost:
            continue
        if draft.estimate is None or draft.limit is None:
            yield block(
                "no_estimate",
                f"{provision.citation} is relied on, but no estimate is recorded.",
                "FOIA s.12; FOISA s.12; SI 2004/3244 reg 4",
                provision.key,
            )
            continue
        is_to_confirm = provision.key == _TO_CONFIRM
        is_over = (
            draft.estimate.exceeds_limit_to_confirm(draft.limit)
            if is_to_confirm
            else draft.estimate.exceeds_limit(draft.limit)
        )
        if not is_over:
            what = "finding out what is held" if is_to_confirm else "answering"
            yield block(
                "estimate_within_limit",
                f"The estimate for {what} does not exceed the limit of "
                f"£{draft.limit.limit_pence // 100}, so {provision.short_citation} "
                "does not apply.",
                draft.limit.citation,
                provision.key,
            )


def fee_is_asked(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a fees notice to state an amount above zero.

    Source: FOIA 2000 s.9(1); FOISA 2002 s.9(1).
    """
    if (
        draft.letter_type is LetterType.FEES_NOTICE
        and not (draft.amount_pence or 0) > 0
    ):
        yield block(
            "no_amount",
            "The notice asks for no amount.",
            "FOIA s.9(1); FOISA s.9(1); EIR reg 8",
        )


def work_that_counts(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where an estimate counts redacting, deciding or reading.

    Source: SI 2004/3244 reg 4(3); SSI 2004/467 reg 3.
    """
    on_cost = {**cost(Regime.FOIA), **cost(Regime.FOISA)}
    for ground, provision in draft.known_grounds:
        if provision.key not in on_cost:
            continue
        typed_here = dict.fromkeys(
            typed
            for path in ground.questions
            for typed in draft.typed_of(path)
            if typed.place is Place.ANSWER or typed.provision == ground.key
        )
        for typed in typed_here:
            for sentence in uncounted_work_in(
                typed.words, is_scottish=draft.regime.is_scottish
            ):
                yield warn(
                    "estimate_counts_other_work",
                    f"{_counting(draft)} This sentence in {typed.where} seems to "
                    f"count other work: “{sentence.shown}”",
                    _COUNTED,
                    provision.key,
                    typed,
                )


def _counting(draft: NoticeDraft) -> str:
    if draft.regime.is_scottish:
        return "Only locating, retrieving and providing the information count."
    return (
        "Only finding out what is held, and locating, retrieving and extracting it, "
        "count."
    )


def _estimates(
    draft: NoticeDraft,
) -> Iterator[tuple[GroundDraft, Provision, EstimateBasis]]:
    on_cost = {**cost(Regime.FOIA), **cost(Regime.FOISA)}
    for ground, provision in draft.known_grounds:
        if provision.key in on_cost and ground.basis is not None:
            yield ground, provision, ground.basis


def rests_on_a_sample(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where an estimate tells of no sample, or gives half of its figures.

    Source: ICO guidance on section 12: an estimate is sensible and realistic, and
    supported by evidence. The law asks for no sample.
    """
    for ground, provision, basis in _estimates(draft):
        told = " ".join(
            typed.words
            for typed in draft.typed
            if typed.part == "estimate_method" and typed.provision == provision.key
        )
        if basis.is_part_of_sample:
            yield warn(
                "sample_incomplete",
                "The records and the minutes for each of them belong together. One of "
                f"these is missing for {provision.short_citation}, so neither counts.",
                _EVIDENCE,
                ground.key,
            )
        elif not basis.has_sample and not _OF_SAMPLE.search(told):
            yield warn(
                "estimate_without_sample",
                f"The estimate for {provision.short_citation} rests on no sample. Time "
                "some of the records, and say how many there are.",
                _EVIDENCE,
                ground.key,
            )
        elif basis.has_sample and not basis.has_sample_size:
            yield warn(
                "sample_without_size",
                "Say how many records you timed for the estimate under "
                f"{provision.short_citation}.",
                _EVIDENCE,
                ground.key,
            )


def requests_added_up(draft: NoticeDraft) -> Iterator[Finding]:
    """Require requests added up to be named, with the reason the law gives for it.

    Source: FOIA 2000 s.12(4); SI 2004/3244 reg 5; FOISA 2002 s.12(2); SSI 2004/467
    reg 6.
    """
    for ground, provision, basis in _estimates(draft):
        cited = provision.short_citation
        if basis.adds_hours and not basis.is_adding_explained:
            yield block(
                "adding_not_explained",
                f"The estimate for {cited} adds the hours of other requests. Name "
                "these, and say who made them and what they all ask for.",
                _ADDING,
                ground.key,
            )
        elif basis.adds_requests and not basis.adds_hours:
            yield warn(
                "added_without_hours",
                f"Requests are named as added up under {cited}, but their hours are "
                "not given, so nothing is added.",
                _ADDING,
                ground.key,
            )
        if ground.key != _SCOTTISH_ADDING:
            continue
        if not (basis.adds_hours or basis.adds_requests):
            yield block(
                "nothing_added_up",
                f"{provision.citation} refuses requests added up, and none is named. "
                "For the cost of one request cite section 12(1).",
                _ADDING,
                ground.key,
            )
        elif not basis.is_published:
            yield block(
                "adding_not_published",
                f"{provision.citation} applies only where the information is made "
                "available to the public within 20 working days of the first request. "
                "Say where and when.",
                "SSI 2004/467 reg 6(c) to (e)",
                ground.key,
            )


def hours_agree(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where the words give other hours than the estimate.

    Source: SI 2004/3244 reg 4; SSI 2004/467 reg 3.
    """
    on_cost = [ground for ground, _ in draft.known_grounds if ground.hours]
    counted = {hours for ground in on_cost for hours in ground.hours}
    if not counted:
        return
    # Questions may have estimates of their own, added up. Equal estimates are one
    # estimate, given under each question.
    counted.add(sum({max(ground.hours) for ground in on_cost}, Decimal()))
    if draft.limit is not None:
        counted.add(Decimal(draft.limit.limit_minutes) / 60)
    asked = {path for ground in on_cost for path in ground.questions}
    for typed in draft.typed:
        if not asked & set(typed.questions) or typed.part == "advice":
            continue
        for stated in hours_in(typed.words):
            if not any(map(stated.agrees_with, counted)):
                yield warn(
                    "hours_differ",
                    f"{typed.where[:1].upper()}{typed.where[1:]} says "
                    f"“{stated.sentence.shown}” but the estimate comes to "
                    f"{max(on_cost[0].hours).normalize():f} hours.",
                    _COUNTED,
                    typed.about,
                    typed,
                )


CHECKS = (
    estimate_exceeds_limit,
    rests_on_a_sample,
    requests_added_up,
    hours_agree,
    work_that_counts,
    fee_is_asked,
)
