"""Where an officer fixes each problem of a response."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse

from requests_app.models import FOIRequest
from responses.checks.comments import OPEN_COMMENTS
from responses.checks.outside import page_for
from responses.checks.suggestions import OPEN_SUGGESTIONS
from responses.letters.answered import Answered
from responses.letters.content import LetterContent
from responses.letters.provisions import Ground
from responses.models.citations import PART_FIELDS
from statute.facts import FACTS, FactKind, outcomes_asking
from statute.notices import GIVEN, Finding, Outcome, Place, Typed

# Entered by an administrator for the whole authority.
OF_AUTHORITY = frozenset(
    {"missing_authority_identity", "missing_internal_review", "missing_sign_off"}
)
# Taken by the letter from the request itself.
OF_DETAILS = frozenset({"missing_requester_name", "missing_reference"})
# From the part missing in a citation to the field on its page.
_FIELDS = {
    **PART_FIELDS,
    "pi_reasons_ncnd": "balance",
    "limb_not_stated": "balance",
    "one_balance_for_several": "balance",
    **{
        fact.part: f"{fact.id}_0"
        if fact.kind in {FactKind.DAY, FactKind.CHOICE, FactKind.PURPOSES}
        else fact.id
        for fact in reversed(list(FACTS.values()))
    },
    "opinion_after_letter": "opinion_on_0",
    "rest_not_given": "separation_0",
    "no_estimate": "estimate_method",
    "estimate_within_limit": "estimate_method",
    "estimate_without_sample": "records",
    "sample_incomplete": "records",
    "sample_without_size": "records_timed",
    "adding_not_explained": "added_requests",
    "added_without_hours": "added_hours",
    "not_added_up": "added_requests",
    "nothing_added_up": "added_requests",
    "adding_not_published": "added_published",
    "purpose_not_named": "purposes_0",
    "earlier_request_not_named": "earlier_reference",
    "cost_without_held_statement": "is_held_0",
    "held_and_not_known": "is_held_0",
    "cost_of_what_is_not_held": "is_held_0",
    "emissions": "is_on_emissions_0",
    "published_too_late": "publication_on_0",
    "publication_past": "publication_on_0",
    "earlier_request_is_later": "earlier_answered_on_0",
    "interval_is_long": "earlier_answered_on_0",
    "subject_access_overdue": "subject_access_0",
    "cutting_down_not_approved": "cut_down_by",
    "goodwill_not_said": "other_answers_0",
    "ncnd_consequences": "ncnd_yes",
    "alternative_not_cited": "in_the_alternative_0",
    "alternative_on_one_side": "in_the_alternative_0",
}
# From the fault of an answer to the anchor on its page.
_ON_ANSWER = {
    "question_without_outcome": "id_outcome",
    "answer_to_follow": "id_outcome",
    "to_follow_without_reason": "id_follow_why",
    "promise_past": "id_follow_by_0",
    "promise_late": "id_follow_by_0",
    "withheld_without_ground": "rests-on",
    "disclosed_with_ground": "rests-on",
    "outcome_without_its_ground": "rests-on",
    "not_held_with_exemption": "rests-on",
    "ncnd_without_ground": "rests-on",
    "ncnd_with_ordinary_ground": "rests-on",
    "confirmed_and_not_confirmed": "rests-on",
}
# From the fault of a review point to the field on its page.
_ON_POINT = {
    "point_undecided": "decision",
    "point_without_reasons": "reasons",
    "late_answer_upheld": "decision",
    "change_without_action": "remedy",
    "failure_without_action": "remedy",
    "remedy_without_day": "remedy_by",
    "remedy_day_past": "remedy_by",
    "review_puts_off": "remedy",
}
# From the part missing in a cost estimate to the field on the citation's page.
_OF_ESTIMATE = {
    "missing_cost_estimate": "estimate_method",
    "missing_estimate_method": "estimate_method",
}
# From the part missing in the letter to the fact of the citation meant to have it.
_OF_CITATION = {
    "missing_where_available": "where_available",
    "missing_earlier_request_reference": "earlier_reference",
}
# From the part missing in the letter to the outcomes whose answers should have it.
_SAID_BY = {
    "missing_disclosure": GIVEN,
    "missing_searches": {Outcome.NOT_HELD},
    "missing_not_held_statement": {Outcome.NOT_HELD},
    "missing_redaction_key": {Outcome.PARTLY_DISCLOSED},
    "missing_advice": set(outcomes_asking(FACTS["advice"])),
    "missing_ncnd_no_inference": {Outcome.NCND},
    "missing_ncnd_statement": {Outcome.NCND},
    "missing_reason": {Outcome.TO_FOLLOW},
    "missing_why_applies": {Outcome.VEXATIOUS, Outcome.REPEATED},
}


# From the part missing in an answer to the sentence saying it.
_STATED = {
    "missing_advice": "fact.advice",
    "missing_searches": "fact.searches",
    "missing_reason": "fact.follow_why",
}


class FixLink(NamedTuple):
    """The address of a page, down to the field, and the text of the link."""

    url: str
    words: str


NOWHERE = FixLink("", "")


class WhereToFix:
    """Find the page, down to the field, on which to fix a finding."""

    def __init__(self, foi_request: FOIRequest, content: LetterContent) -> None:
        self._foi_request = foi_request
        self._content = content
        self._answers = {
            asked.path: (answer, asked.question_id)
            for answer in content.answers
            for asked in answer.asked
        }

    def __call__(self, finding: Finding) -> FixLink:
        """Return where to fix a finding; `NOWHERE` where no officer can."""
        if finding.code in OF_AUTHORITY or finding.about == "sender":
            return NOWHERE
        return next(self._fix_links(finding))

    def _fix_links(self, finding: Finding) -> Iterator[FixLink]:
        code, about = finding.code, finding.about
        if finding.typed is not None:
            yield from self._of_typed(finding.typed)
        if about in {one.name for one in self._content.enclosures}:
            yield self._at("add-enclosure", "Open the enclosures")
        if code in _ON_POINT:
            yield self._on_point(about, _ON_POINT[code])
        if code == "missing_reviewer":
            yield self._at("assign-request", "Assign the review")
        if code == OPEN_COMMENTS:
            yield self._at("comments", "Read the comments")
        if page := page_for(code):
            yield self._at(page.url_name, page.words)
        if code == OPEN_SUGGESTIONS:
            yield self._at("draft-response", "Decide on the suggestions")
        if code in OF_DETAILS or about == "details":
            yield self._at("change-details", "Change the details of the request")
        if code == "missing_request_quoted" or about == "request":
            yield self._at("correct-questions", "Correct the questions")
        if code in _OF_ESTIMATE:
            yield from self._estimate(_OF_ESTIMATE[code])
        if code in _OF_CITATION:
            yield from self._asking(_OF_CITATION[code])
        if code == "missing_what_changed":
            yield self._at(
                "save-letter-text", "Say what this letter changes", "id_what_changed"
            )
        if about in self._answers:
            anchor = _ON_ANSWER.get(code, "id_text")
            yield self._on_answer(*self._answers[about], anchor)
        yield from self._of_provision(code, about)
        if self._content.other_information and ("ncnd" in code or about == "statement"):
            field = "no_inference" if code == "missing_ncnd_no_inference" else "scope"
            yield self._on_statement(f"id_{field}")
        for answer in self._content.answers:
            if answer.outcome in _SAID_BY.get(code, ()) and not (
                code in _STATED and _STATED[code] in {one.key for one in answer.says}
            ):
                fact = _STATED.get(code, "").removeprefix("fact.")
                anchor = f"id_{fact}" if fact else ""
                yield self._on_answer(
                    answer, answer.asked[0].question_id, anchor or "id_text"
                )
        if about in _WHERE:
            yield self._on_letter_text(about)
        yield self._at("draft-response", "Open draft")

    def _of_typed(self, typed: Typed) -> Iterator[FixLink]:
        """Yield the field in which the words of a finding were typed."""
        if typed.about in _WHERE:
            yield self._on_letter_text(typed.about, typed.part)
        elif typed.place is Place.ANSWER and typed.about in self._answers:
            field = typed.part if typed.part in FACTS else "text"
            yield self._on_answer(*self._answers[typed.about], f"id_{field}")
        elif typed.place is Place.REASONS:
            yield from self._of_reasons(typed)
        elif typed.place is Place.STATEMENT:
            yield self._on_statement(f"id_{typed.part}")
        elif typed.place is Place.POINT:
            yield self._on_point(typed.about, typed.part)
        for enclosed in self._content.enclosures:
            if typed.place is Place.FILE and enclosed.name == typed.about:
                yield self._at("add-enclosure", "Open the enclosures")

    def _of_reasons(self, typed: Typed) -> Iterator[FixLink]:
        field = PART_FIELDS.get(typed.part, typed.part)
        for answer in self._content.answers:
            paths = tuple(asked.path for asked in answer.asked)
            for ground in answer.grounds if paths == typed.questions else ():
                if ground.provision.key == typed.provision:
                    yield self._on_citation(answer, ground, f"id_{field}")
        if not typed.questions:
            yield self._on_statement(quote(f"id_why {typed.provision}"))

    def _on_letter_text(self, place: str, part: str = "") -> FixLink:
        words = f"Change the words {_WHERE[place]} the answers"
        field = part if part == "what_changed" else place
        return self._at("save-letter-text", words, f"id_{field}")

    def _estimate(self, field: str) -> Iterator[FixLink]:
        """Yield the citations behind a refusal on cost."""
        for answer in self._content.answers:
            if answer.outcome == Outcome.COST:
                for ground in answer.grounds:
                    yield self._on_citation(answer, ground, f"id_{field}")

    def _asking(self, fact: str) -> Iterator[FixLink]:
        """Yield the citations that ask for a fact and do not state it."""
        for answer in self._content.answers:
            for ground in answer.grounds:
                if fact in ground.provision.asks and fact not in ground.facts:
                    yield self._on_citation(answer, ground, f"id_{fact}")

    def _of_provision(self, code: str, about: str) -> Iterator[FixLink]:
        """Yield the citations of a provision, the incomplete citations first."""
        part = code.removeprefix("missing_")
        anchor = f"id_{_FIELDS[part]}" if part in _FIELDS else ""
        cited = [
            (answer, ground)
            for answer in self._content.answers
            for ground in answer.grounds
            if ground.provision.key == about
        ]
        for answer, ground in sorted(cited, key=lambda one: part in one[1].parts):
            yield self._on_citation(answer, ground, anchor)
        other = self._content.other_information
        for ground in other.grounds if other else ():
            if ground.provision.key == about:
                yield self._on_statement(_in_statement(anchor, about))

    def _on_answer(self, answer: Answered, question_id: int, anchor: str) -> FixLink:
        words = f"Open the answer to {_called(answer)}"
        return self._at("answer-question", words, anchor, question=question_id)

    def _on_citation(self, answer: Answered, ground: Ground, anchor: str) -> FixLink:
        return self._at(
            "change-citation",
            f"Open {ground.provision.short_citation} for {_called(answer)}",
            anchor,
            question=answer.asked[0].question_id,
            citation=ground.citation_id,
        )

    def _on_point(self, path: str, field: str) -> FixLink:
        """Return the page of a review point; an empty path means the handling."""
        points = getattr(self._content, "points", ())
        for point in points:
            if path and point.path == path:
                words = f"Open the decision on {_in_sentence(point.heading)}"
                key = point.asked.question_id
                return self._at(
                    "decide-review-point", words, f"id_{field}", question=key
                )
        words = "Open the decision on the handling"
        return self._at("decide-review-handling", words, f"id_{field}")

    def _on_statement(self, anchor: str) -> FixLink:
        words = "Open the statement on other information"
        return self._at("save-statement", words, anchor)

    def _at(self, name: str, words: str, anchor: str = "", **kwargs: int) -> FixLink:
        named = {"reference": self._foi_request.reference, **kwargs}
        url = reverse(name, kwargs=named)
        return FixLink(f"{url}#{anchor}" if anchor else url, words)


def _in_statement(anchor: str, provision_key: str) -> str:
    """Return the anchor of a field; the statement has a fact for each provision."""
    name = anchor.removeprefix("id_").removesuffix("_0")
    if name not in FACTS:
        return anchor
    choice = "_0" if anchor.endswith("_0") else ""
    return quote(f"id_{name} {provision_key}{choice}")


def _in_sentence(heading: str) -> str:
    return heading[:1].lower() + heading[1:]


_WHERE = {"opening": "before", "ending": "after"}


def _called(answer: Answered) -> str:
    is_named = answer.asked[0].is_numbered or answer.heading.startswith("Your ")
    article = "" if is_named else "the "
    return f"{article}{answer.heading[:1].lower()}{answer.heading[1:]}"
