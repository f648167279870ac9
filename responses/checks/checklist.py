"""The checklist of a letter: problems, overrides, and what is right."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from accounts import policy
from accounts.models import User
from requests_app.models import FOIRequest
from responses.checks.services import Found, draft_of, findings
from responses.checks.where_to_fix import FixLink, WhereToFix
from responses.letters.content import LetterContent
from responses.letters.procedural_content import AnyContent, ProceduralContent
from responses.models import WarningOverride
from responses.standing.standing import standing_of
from statute.facts import FACTS
from statute.notices import PARTS, Finding, Outcome

FindFixLink = Callable[[Finding], FixLink]


@dataclass(frozen=True, slots=True)
class Check:
    """One problem of a letter, with its links.

    Attributes:
        found: The problem, with the override if there is one.
        fix_link: Where to fix the problem; empty where no officer can.
        override_url: Where to override the warning; "" where this is not allowed.
        remove_override_url: Where to remove the override; "" where there is none.
    """

    found: Found
    fix_link: FixLink
    override_url: str
    remove_override_url: str

    @property
    def message(self) -> str:
        """The sentence that describes the problem."""
        return self.found.finding.message

    @property
    def source(self) -> str:
        """The law, guidance or practice behind the check."""
        return self.found.finding.source

    @property
    def key(self) -> str:
        """The prefix for the ids of its elements on the page."""
        return self.found.fingerprint[:12]

    @property
    def override(self) -> WarningOverride | None:
        """The override: user, time and reason."""
        return self.found.override


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The results of all checks of a letter.

    Attributes:
        must: Problems that must be fixed.
        advised: Warnings of good practice that are not overridden.
        overridden: Warnings overridden with a reason.
        fine: What is right, in a few words each.
        contradictions: What about the questions and answers is to be looked at.
        may_fix: Whether the user may change the letter now.
        may_decide: Whether the user may override a warning.
        back: The page to come back to.
    """

    must: list[Check]
    advised: list[Check]
    overridden: list[Check]
    fine: list[str]
    contradictions: list[str]
    may_fix: bool
    may_decide: bool
    back: str

    @property
    def is_ready(self) -> bool:
        """Whether the checks allow the letter to be issued."""
        return not (self.must or self.advised)

    @property
    def in_the_way(self) -> str:
        """What stands in the way of the letter, in one line; "" for nothing."""
        must, advised = len(self.must), len(self.advised)
        found = []
        if must:
            found.append(
                f"{must} {'points' if must > 1 else 'point'} must be put right"
            )
        if advised:
            needing = "warnings need" if advised > 1 else "warning needs"
            found.append(f"{advised} {needing} a correction or a reason")
        return " and ".join(found)


def checklist_of(
    foi_request: FOIRequest,
    content: LetterContent,
    *,
    user: User,
    back: str,
    may_fix: bool,
    fix_link: FindFixLink | None = None,
) -> Checklist:
    """Return the checklist of a letter for a page.

    Args:
        foi_request: The request that the letter is about.
        content: The letter as it stands, dated.
        user: The user who sees the checklist.
        back: The page showing the checklist; overriding a warning leads back to it.
        may_fix: Whether this user may change the letter now.
        fix_link: Returns where to fix a finding. Default: the pages of a response.
    """
    fix_link = fix_link or WhereToFix(foi_request, content)
    found = findings(foi_request, content)
    checks = [_check(foi_request, content, one, fix_link) for one in found]
    return Checklist(
        must=[one for one in checks if one.found.is_blocking],
        advised=[
            one for one in checks if one.found.is_standing and not one.found.is_blocking
        ],
        overridden=[one for one in checks if not one.found.is_standing],
        fine=list(_fine(content, {one.finding.code for one in found})),
        contradictions=_contradictions(foi_request, content),
        may_fix=may_fix,
        may_decide=policy.DRAFT_RESPONSE in user.role_permissions,
        back=back,
    )


def _contradictions(foi_request: FOIRequest, content: AnyContent) -> list[str]:
    """Return what contradicts itself in the answers, where the letter gives answers."""
    if foi_request.is_review or isinstance(content, ProceduralContent):
        return []
    return standing_of(foi_request).contradictions


def _check(
    foi_request: FOIRequest, content: LetterContent, found: Found, fix_link: FindFixLink
) -> Check:
    named = {
        "reference": foi_request.reference,
        "draft": draft_of(content),
        "fingerprint": found.fingerprint,
    }
    return Check(
        found=found,
        fix_link=fix_link(found.finding),
        override_url=(
            "" if found.is_blocking else reverse("override-warning", kwargs=named)
        ),
        remove_override_url=(
            reverse("remove-override", kwargs=named) if found.override else ""
        ),
    )


# What is found of a letter that neither confirms nor denies. Names may be prefixes.
OF_NCND = (
    *("ncnd_", "missing_ncnd_", "must_not_contain_", "confirms_"),
    *("confirmed_and_not_confirmed", "describes_possession"),
)
# A fact that a provision asks for, and that is not stated.
_UNSTATED = tuple(
    f"missing_{fact.part}"
    for fact in FACTS.values()
    if fact.part in PARTS and PARTS[fact.part].is_per_ground
)
# What to say when none of the findings named here was made. Names may be prefixes.
_RIGHT: tuple[tuple[str, Callable[..., bool], tuple[str, ...]], ...] = (
    (
        "Every question has its answer, or says why it is to follow.",
        lambda content: bool(getattr(content, "answers", ())),
        (
            *("question_without_outcome", "answer_to_follow", "wrong_kind_of_letter"),
            *("to_follow_without_reason", "missing_question_outcomes"),
            *("withheld_without_ground", "outcome_without_its_ground"),
            *("disclosed_with_ground", "not_held_with_exemption"),
            *("not_held_called_exempt", "not_held_yet_given"),
        ),
    ),
    (
        "Every provision relied on has its reasons.",
        lambda content: bool(getattr(content, "annex", ())),
        (
            *("missing_why_applies", "missing_harm", "missing_state_reliance"),
            *("unknown_provision", "limb_not_chosen", "other_law", *_UNSTATED),
            *("purpose_not_named", "purpose_alone", "cited_alone"),
            *("cited_without_partner", "provisions_exclude_each_other"),
            *("thin_", "likely_is_not_enough", "not_for_this_authority"),
        ),
    ),
    (
        "The public interest is weighed wherever the law asks for it.",
        lambda content: any(
            ground.is_qualified
            for answer in getattr(content, "answers", ())
            for ground in answer.grounds
        ),
        ("missing_pi_", "thin_pi_", "one_balance_for_several", "limb_not_stated"),
    ),
    (
        "Nothing contradicts what is neither confirmed nor denied.",
        lambda content: (
            bool(getattr(content, "other_information", None))
            or any(
                answer.outcome == Outcome.NCND
                for answer in getattr(content, "answers", ())
            )
        ),
        OF_NCND,
    ),
    (
        "No blank and no note to a colleague is left in the letter.",
        lambda content: True,
        ("placeholder", "note_left_in"),
    ),
    (
        "The dates of the letter are right.",
        lambda content: True,
        (
            *("undated", "date_", "late", "notice_out_of_time", "opinion_after_letter"),
            *("extension_too_long", "clarification_out_of_time"),
            *("opinion_before_request", "review_period_typed_wrong"),
        ),
    ),
    (
        "Every enclosed file has been checked for hidden data.",
        lambda content: bool(getattr(content, "enclosures", ())),
        ("attachment_",),
    ),
    (
        "The version for publication does not name the requester.",
        lambda content: bool(getattr(content, "answers", ())),
        ("requester_",),
    ),
)


def _fine(content: LetterContent, codes: Iterable[str]) -> Iterator[str]:
    for words, concerns, spoiling in _RIGHT:
        if concerns(content) and not any(code.startswith(spoiling) for code in codes):
            yield words
