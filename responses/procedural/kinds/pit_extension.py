"""Extend time for the public interest test: the exemptions, reasons and new date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.clock.extensions import extend_time
from requests_app.models import FOIRequest, Question
from requests_app.questions.forms import EVERY
from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.letters.provisions import title_of
from responses.models import Citation
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import (
    Day,
    Field,
    Provisions,
    Reliance,
    Said,
    Words,
)
from responses.procedural.kinds.holding import HELD_IN_PART, UNSAID, held_choice
from responses.procedural.kinds.kind import ProceduralKind
from statute import exemptions
from statute.deadlines import EventName, Task
from statute.exemptions import PROVISIONS, Kind, Provision
from statute.notices import Finding, GroundDraft, LetterType, block
from statute.regimes import Regime
from statute.working_days import format_date

# Section 10(3) gives time for a qualified exemption, or a qualified exclusion of the
# duty to confirm or deny.
_WEIGHED: Final = tuple(
    provision
    for provision in PROVISIONS.values()
    if provision.regime is Regime.FOIA
    and provision.kind in {Kind.EXEMPTION, Kind.NCND}
    and provision.is_qualified
)
_WEIGHED_KEYS: Final = frozenset(provision.key for provision in _WEIGHED)


@dataclass(frozen=True, kw_only=True)
class Pending:
    """An exemption with its public interest balance undecided.

    `about` names the part of the request, "questions 2 and 3"; "" for all of the
    request. `is_part_chosen` says whether its questions were chosen at all.
    """

    provision: Provision
    about: str
    why: SafeString
    is_part_chosen: bool = True

    @property
    def citation(self) -> str:
        """Provision as cited in the letter."""
        return self.provision.citation

    @property
    def title(self) -> str:
        """Subject of the provision."""
        return title_of(self.provision)


@dataclass(frozen=True, kw_only=True)
class PitExtensionContent(ProceduralContent):
    """Content of a public interest extension.

    `held` says whether the information is held, by the name of its choice;
    `earlier_until` is the day promised in the last such notice.
    """

    pending: tuple[Pending, ...]
    held: str
    held_words: SafeString
    until: date | None
    reason: SafeString
    meanwhile: SafeString
    # The day by which the questions that do not wait are due; None where all wait, or
    # where that day has gone by for any of them.
    rest_due_on: date | None
    # The day by which they were due, where it has gone by.
    rest_was_due_on: date | None
    notice_by: date | None
    target_on: date | None
    earlier_on: date | None
    earlier_until: date | None

    @property
    def exempting(self) -> tuple[Pending, ...]:
        """The exemptions from the duty to give information."""
        return tuple(one for one in self.pending if not one.provision.is_ncnd)

    @property
    def silencing(self) -> tuple[Pending, ...]:
        """The provisions excusing silence about holding."""
        return tuple(one for one in self.pending if one.provision.is_ncnd)

    @property
    def is_held_in_part(self) -> bool:
        """Whether only part of the information is held."""
        return self.held == HELD_IN_PART

    def asked_for(self, pending: tuple[Pending, ...]) -> str:
        """Return the matter of some provisions, as the letter calls it."""
        about = tuple(dict.fromkeys(one.about for one in pending))
        if not all(about):
            return self.wording.text("asked_for.all")
        return self.wording.text("asked_for.some", questions=self.wording.listed(about))

    @property
    def exempting_from(self) -> str:
        """The matter of the exemptions."""
        return self.asked_for(self.exempting)

    @property
    def silencing_on(self) -> str:
        """The matter neither confirmed nor denied."""
        return self.asked_for(self.silencing)

    @property
    def is_out_of_time(self) -> bool:
        """Whether the notice comes after the last day for it: section 17(1)."""
        return bool(
            self.issued_on and self.notice_by and self.issued_on > self.notice_by
        )

    def parts(self) -> Iterator[str]:
        """Yield the parts on holding, on the open decision, and on its day."""
        yield from ("state_reliance", "no_decision_yet")
        # Whether to confirm or deny may wait for the balance too: s.10(3)(a).
        if not self.exempting or self.held != UNSAID:
            yield "held_statement"
        if self.is_out_of_time:
            yield "apology"
        if self.until:
            yield "estimated_decision_date"

    def further_findings(self) -> Iterator[Finding]:
        """Block an exemption without its questions, and silence about overdue ones."""
        for one in self.pending:
            if not one.is_part_chosen:
                yield block(
                    "part_not_chosen",
                    f"Choose the questions that {one.provision.short_citation} "
                    "may cover: only they get more time.",
                    "FOIA ss.10(3) and 17(2): “to the extent that”",
                    one.provision.key,
                )
        if self.rest_was_due_on and not self.meanwhile:
            yield block(
                "rest_not_said",
                "Say under “About the rest of the request” when the requester receives "
                "the answers that do not wait: they were due by "
                f"{format_date(self.rest_was_due_on)}, and no notice extends that.",
                "FOIA s.10(1); s.10(3): “to the extent that”",
            )

    def facts(self) -> dict[str, Any]:
        """Return the exemptions still undecided, and the limits of the new date."""
        return {
            "due_on": self.notice_by,
            "new_date_on": self.until,
            "latest_on": self.target_on,
            "later_date_reason": str(self.reason),
            "grounds": tuple(
                GroundDraft(
                    key=one.provision.key,
                    parts=frozenset(
                        {"state_reliance", "cite_provision"}
                        | ({"why_applies"} if one.why else set())
                    ),
                    is_balance_pending=True,
                    is_limb_qualified=one.provision.needs_public_interest_test,
                )
                for one in self.pending
            ),
        }


class PitExtension(ProceduralKind):
    """Extend time under FOIA ss.10(3) and 17(1) and (2)."""

    type = LetterType.PIT_EXTENSION
    action = "Extend the time: public interest"
    about = (
        "Use this only to weigh the public interest in information that a qualified "
        "exemption covers. Whether you hold it, and all other information, are still "
        "due by the first date."
    )
    effect = (
        "The answer to the questions you choose is due by the day you give; the others "
        "keep their date. A notice after the last day for it apologises and promises "
        "that day, but the due date stays. A further notice may follow."
    )
    recorded_by = "extend-time"
    content = PitExtensionContent

    def is_possible(self, case: Case) -> bool:
        """Whether the Act applies and time runs; a late notice is owed all the same."""
        return case.regime is Regime.FOIA and case.day(Task.S17_NOTICE_DUE) is not None

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return fields for the exemptions, the reason and the day of the decision."""
        target = case.day(Task.PIT_DECISION_TARGET)
        is_later = target and case.due_on and target > max(case.due_on, case.on)
        return (
            Provisions(
                name="reliances",
                label="Exemptions still to be weighed",
                hint="The exemptions in the draft are offered.",
                choices=_WEIGHED,
                offered=_cited_in_draft(case),
                questions=case.part(
                    label="Questions that the exemption may cover",
                    hint="Only these get more time. The others are due by their date.",
                ),
            ),
            held_choice(
                label="Do you hold the information that these exemptions cover?",
                hint="The Act gives more time for the public interest only: whether "
                "you hold the information must be said by the first date.",
                unsaid="Only where every provision above is about neither confirming "
                "nor denying.",
            ),
            Words(
                name="held_words",
                label="What you hold and what you do not, question by question",
                hint="Optional where you hold all of the information.",
                rows=3,
            ),
            Day(
                name="until",
                label="When you expect to have decided",
                hint=f"The regulator expects {format_date(target)} at the latest."
                if target
                else "",
                offered=target if is_later else None,
            ),
            Words(
                name="reason",
                label="Why you need until then",
                hint="The letter gives this reason. A day later than the "
                "regulator expects needs an exceptional reason.",
            ),
            Words(
                name="meanwhile",
                label="About the rest of the request",
                hint="When the requester receives that part, or received it. Needed "
                "where that part is overdue. Leave empty if the whole request waits.",
            ),
        )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the exemptions and the dates."""
        earlier = self._earlier(case)
        rest_was_due_on, rest_due_on = _rest_due(case, said["reliances"])
        return {
            "pending": _exempting_first(
                Pending(
                    provision=exemptions.get(one.key),
                    about=case.cited(case.chosen(one.questions)),
                    why=prose.set_plain_text(one.why),
                    is_part_chosen=bool(one.questions) or len(case.owed) < 2,
                )
                for one in said["reliances"]
                if one.key in _WEIGHED_KEYS
            ),
            "held": said["held"],
            "held_words": prose.set_plain_text(said["held_words"]),
            "until": said["until"],
            "reason": prose.set_plain_text(said["reason"]),
            "meanwhile": prose.set_plain_text(said["meanwhile"]),
            "rest_due_on": rest_due_on,
            "rest_was_due_on": rest_was_due_on,
            # The time limit of the first notice does not bind a further notice.
            "notice_by": None if earlier else case.day(Task.S17_NOTICE_DUE),
            "target_on": case.day(Task.PIT_DECISION_TARGET),
            "earlier_on": earlier.on if earlier else None,
            "earlier_until": earlier.until if earlier else None,
            "has_rights": True,
        }

    def move(
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Set the new due date."""
        cited = ", ".join(one.provision.short_citation for one in content.pending)
        extend_time(
            foi_request=foi_request,
            until=said["until"],
            reason=f"To weigh the public interest: {cited}. {said['reason']}".strip(),
            questions=_weighed(Case(foi_request, on=on), said["reliances"]),
            by=by,
            on=on,
            today=on,
        )

    def _earlier(self, case: Case) -> Any:
        return case.last_event(EventName.PIT_EXTENSION_NOTICE)


def _exempting_first(pending: Iterable[Pending]) -> tuple[Pending, ...]:
    """Return the exemptions, then the provisions excusing confirmation."""
    return tuple(sorted(pending, key=lambda one: one.provision.is_ncnd))


def _weighed(case: Case, reliances: Iterable[Reliance]) -> list[Question]:
    """Return the questions given more time; none for everything owed."""
    keys = [key for one in reliances for key in one.questions]
    return case.chosen(keys)


def _rest_due(
    case: Case, reliances: Iterable[Reliance]
) -> tuple[date | None, date | None]:
    """Return by when the other questions were due, and are due.

    A day gone by is no promise. Where it has gone by for any of these questions, the
    letter gives no day for the others either: the officer writes what happens to them.
    """
    chosen = _weighed(case, reliances)
    days = [each.due_on for each in case.owed if chosen and each not in chosen]
    first = min((day for day in days if day is not None), default=None)
    if first is not None and first < case.on:
        return first, None
    return None, first


def _cited_in_draft(case: Case) -> tuple[Reliance, ...]:
    """Return the draft's qualified exemptions, each with its questions."""
    citations = (
        Citation.objects.filter(answer__foi_request=case.foi_request)
        .prefetch_related("answer__answered_questions")
        .order_by("pk")
    )
    owed = {question.pk for question in case.owed}
    found: dict[str, tuple[set[int], str]] = {}
    for citation in citations:
        if citation.provision_key not in _WEIGHED_KEYS or citation.answer is None:
            continue
        asked, why = found.get(citation.provision_key, (set(), ""))
        asked |= {one.question_id for one in citation.answer.answered_questions.all()}
        found[citation.provision_key] = asked & owed, why or citation.why_applies
    return tuple(
        Reliance(
            key=key,
            questions=(EVERY,) if asked == owed else tuple(map(str, sorted(asked))),
            why=why,
        )
        for key, (asked, why) in found.items()
    )
