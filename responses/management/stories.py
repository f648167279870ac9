"""Take the demonstration's requests through the services used by staff.

Every request takes the same course as a real one, on days relative to the day of
loading. So the demonstration holds nothing that the system could not have made.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Authority, User
from requests_app.casework.closing import withdraw_request
from requests_app.casework.handling import restrict_request
from requests_app.intake.recording import record_request
from requests_app.intake.registering import register_request
from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.paths import paths_of
from requests_app.reviews.services import request_review
from requests_app.workflow import State
from responses.checks.services import findings, override_warning
from responses.clearance.services import clear_response, send_for_clearance
from responses.drafting.answers import answer_question
from responses.drafting.citations import cite_exemption
from responses.drafting.letter_text import save_letter_text
from responses.drafting.sharing import share_answer
from responses.drafting.statements import save_statement
from responses.enclosures.adding import add_enclosure
from responses.enclosures.looking import scan_enclosure
from responses.enquiries.answering import Written, answer_enquiry
from responses.enquiries.asking import make_enquiry
from responses.enquiries.holders import Holder
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from responses.letters.pages import page_of, sha256_of, sha256_of_words
from responses.management import sent
from responses.management.enclosed import FILES
from responses.procedural.services import (
    issue_procedural_letter,
    procedural_content,
    save_procedural_letter,
)
from responses.reviews.services import decide_review_point
from statute.deadlines import Clock, due_date
from statute.regimes import Regime
from statute.working_days import calendar_for

TIME_FOR_COMPLIANCE = 20  # working days, in each of the four regimes


@dataclass(frozen=True, slots=True)
class Stories:
    """The requests of the demonstration, each made as its story says.

    Attributes:
        today: The day of loading.
        authorities: The authorities by key.
        people: The users by user name.
    """

    today: date
    authorities: dict[str, Authority]
    people: dict[str, User]

    def received_on(self, told: dict[str, Any]) -> date:
        """Return the day of receipt that gives the request its intended due date."""
        regime = Regime(told["regime"])
        kind = self.authorities[told["authority"]].kind
        # Count from yesterday, so that "today" on a Sunday is Monday.
        calendar, days = calendar_for(regime), told["due"]
        eve = self.today - timedelta(days=1)
        wished = calendar.add(eve, days + 1 if days >= 0 else days)
        # Day 20 counts back to day 1. The day of receipt is the day before day 1.
        received_on = calendar.add(wished, -TIME_FOR_COMPLIANCE)
        assert due_date(Clock(regime, received_on, kind)) == wished  # noqa: S101
        return received_on

    def _after(self, foi_request: FOIRequest, working_days: int) -> date:
        calendar = calendar_for(Regime(foi_request.regime))
        day = calendar.add(foi_request.received_on, working_days)
        return min(day, self.today)

    def tell(self, told: dict[str, Any]) -> None:
        """Make one request, as far as its story goes."""
        authority = self.authorities[told["authority"]]
        officer = self.people.get(told.get("officer", ""))
        by = officer or next(
            person
            for person in self.people.values()
            if person.authority_id == authority.pk and "officer" in person.roles
        )
        received_on = self.received_on(told)
        requester = told["requester"]
        foi_request = record_request(
            authority=authority,
            regime=told["regime"],
            channel=told["channel"],
            subject=told["subject"],
            requester_name=requester["name"],
            requester_organisation=requester.get("organisation", ""),
            requester_email=requester.get("email", ""),
            requester_address=requester.get("address", ""),
            received_on=received_on,
            received_text=told["text"],
            team=authority.teams.filter(name=told.get("team")).first(),
            officer=officer,
            by=by,
            on=received_on,
        )
        stage = told.get("stage", "answered")
        if stage == State.RECEIVED:
            return
        foi_request = register_request(
            foi_request=foi_request, by=by, on=self._after(foi_request, 1)
        )
        if told.get("is_restricted"):
            restrict_request(
                foi_request=foi_request,
                people=[self.people[name] for name in told["named"]],
                by=self.people["manager"],
                on=self._after(foi_request, 1),
            )
        self._enquire(told, foi_request, by)
        self._draft(told, foi_request, by)
        self._enclose(told, foi_request, by)
        self._write(told, foi_request, by)
        self._move_on(told, stage, foi_request, by)

    def _enquire(self, told: dict[str, Any], foi_request: FOIRequest, by: User) -> None:
        if not (enquiry := told.get("enquiry")):
            return
        asked_on = self._after(foi_request, enquiry["days_after_receipt"])
        questions = self._questions(foi_request)
        made = make_enquiry(
            foi_request=foi_request,
            department=foi_request.authority.departments.get(
                name=enquiry["department"]
            ),
            questions=[questions[path] for path in enquiry["questions"]],
            message=enquiry["message"],
            wanted_by=self._after(foi_request, 30) + timedelta(days=7),
            by=by,
            on=asked_on,
        )
        if reply := enquiry.get("reply"):
            on = self._after(foi_request, enquiry["days_after_receipt"] + 3)
            answer_enquiry(
                enquiry=made,
                holder=Holder(user=self.people["contributor"]),
                written=Written(text=reply.strip()),
                on=on,
                at=timezone.make_aware(datetime.combine(on, time(12))),
            )

    def _draft(self, told: dict[str, Any], foi_request: FOIRequest, by: User) -> None:
        questions = self._questions(foi_request)
        on = self._after(foi_request, 5)
        common: dict[str, Any] = {"foi_request": foi_request, "by": by, "on": on}
        if opening := told.get("opening"):
            save_letter_text(opening=opening, ending="", version=0, **common)
        for answer in told.get("answers", []):
            chosen = [questions[path] for path in answer["to"]]
            version = 0
            if len(chosen) > 1:
                version = share_answer(questions=chosen, **common).version
            answer_question(
                question=chosen[0],
                text=answer["text"],
                outcome=answer["outcome"],
                facts=answer.get("facts", {}),
                version=version,
                **common,
            )
            for citation in answer.get("citations", []):
                reasons: dict[str, Any] = {
                    name: citation.get(name, "")
                    for name in (
                        "why_applies",
                        "harm",
                        "factors_for",
                        "factors_against",
                        "balance",
                    )
                }
                cite_exemption(
                    question=chosen[0],
                    provision_key=citation["provision"],
                    facts=citation.get("facts", {}),
                    **reasons,
                    **common,
                )
        if statement := told.get("statement"):
            save_statement(
                reasons=statement["provisions"],
                version=0,
                **{
                    name: value
                    for name, value in statement.items()
                    if name != "provisions"
                },
                **common,
            )

    def _enclose(self, told: dict[str, Any], foi_request: FOIRequest, by: User) -> None:
        """Add files to the draft, and run the hidden-data check on each."""
        on = self._after(foi_request, 6)
        at = timezone.make_aware(datetime.combine(on, time(15, 5)))
        for kind in told.get("files", ()):
            name, content = FILES[kind]()
            enclosure = add_enclosure(
                foi_request=foi_request,
                chunks=[content],
                name=name,
                title="",
                most_bytes=len(content),
                by=by,
                on=on,
            )
            scan_enclosure(enclosure=enclosure, on=on, at=at)

    def _write(self, told: dict[str, Any], foi_request: FOIRequest, by: User) -> None:
        """Issue the procedural letters before the answer, each on its day."""
        for letter in told.get("letters", ()):
            on = self._after(foi_request, letter["days_after_receipt"])
            at = timezone.make_aware(datetime.combine(on, time(11, 20)))
            common: dict[str, Any] = {
                "foi_request": foi_request,
                "kind": letter["type"],
                "by": by,
                "on": on,
                "at": at,
            }
            save_procedural_letter(details=letter["details"], version=0, **common)
            content = procedural_content(foi_request, letter["type"], on=on)
            went = letter.get("went", "")
            issued = issue_procedural_letter(
                number=foi_request.letters.count() + 1,
                page_sha256=sha256_of(page_of(content)),
                sending=sent.sending_for(foi_request, went),
                **common,
            )
            sent.tell(issued, went, by=by, on=on, at=at)
            foi_request.refresh_from_db()

    def _move_on(
        self, told: dict[str, Any], stage: str, foi_request: FOIRequest, by: User
    ) -> None:
        on = self._after(foi_request, 4)
        common: dict[str, Any] = {"foi_request": foi_request, "by": by}
        match stage:
            case State.WITHDRAWN:
                withdraw_request(
                    reason="The requester wrote that they no longer need it.",
                    on=on,
                    today=self.today,
                    **common,
                )
            case State.CLEARANCE | State.CLEARED | State.ANSWERED:
                self._clear_and_issue(told, stage, foi_request, by)

    def _clear_and_issue(
        self, told: dict[str, Any], stage: str, foi_request: FOIRequest, by: User
    ) -> None:
        approver = next(
            person
            for person in self.people.values()
            if person.authority_id == foi_request.authority_id
            and "approver" in person.roles
        )
        on = self._after(foi_request, told.get("answered", 18))
        when = _at_two(foi_request, on)
        self._override_warnings(told, by, when)
        send_for_clearance(by=by, **when)
        if stage == State.CLEARANCE:
            return
        content = compose(foi_request, on=on)
        clear_response(words_sha256=sha256_of_words(content), by=approver, **when)
        if stage == State.CLEARED:
            return
        self._send_out(by, when, told.get("went", ""))
        if review := told.get("review"):
            self._review(review, foi_request, by)

    def _review(self, told: dict[str, Any], foi_request: FOIRequest, by: User) -> None:
        """Have another officer review an answer, as far as the demonstration says."""
        asked_on = self._after(foi_request, told["asked"])
        reviewer = self.people[told["reviewer"]]
        asked = self._questions(foi_request)
        review = request_review(
            foi_request=foi_request,
            received_text=told["text"],
            questions=[asked[path] for path in told["questions"]],
            channel=foi_request.channel,
            officer=reviewer,
            by=by,
            on=asked_on,
            today=asked_on,
        )
        on = self._after(foi_request, told.get("decided", told["asked"] + 2))
        questions = self._questions(review)
        common: dict[str, Any] = {"foi_request": review, "by": reviewer, "on": on}
        for point in told["points"]:
            question = questions.get(point["of"])
            decide_review_point(
                question=question,
                decision=point["decision"],
                reasons=point["reasons"],
                remedy=point.get("remedy", ""),
                remedy_by=None,
                version=0,
                **common,
            )
            if question and (answer := point.get("answer")):
                answer_question(question=question, version=0, **answer, **common)
        if "decided" in told:
            self._issue(review, reviewer, self.people[told["approver"]], on)

    def _issue(
        self, foi_request: FOIRequest, by: User, approver: User, on: date
    ) -> None:
        """Send a finished draft for clearance, clear it and issue it."""
        when = _at_two(foi_request, on)
        send_for_clearance(by=by, **when)
        content = compose(foi_request, on=on)
        clear_response(words_sha256=sha256_of_words(content), by=approver, **when)
        self._send_out(by, when)

    def _send_out(self, by: User, when: dict[str, Any], went: str = "") -> None:
        """Issue a cleared response, and record its sending."""
        foi_request = when["foi_request"]
        letter = issue_response(
            number=foi_request.letters.count() + 1,
            by=by,
            sending=sent.sending_for(foi_request, went),
            **when,
        )
        sent.tell(letter, went, by=by, on=when["on"], at=when["at"])

    def _override_warnings(
        self, told: dict[str, Any], by: User, when: dict[str, Any]
    ) -> None:
        """Override the warnings for which the demonstration gives a reason."""
        content = compose(when["foi_request"], on=when["on"])
        reasons = told.get("overrides", {})
        for found in findings(when["foi_request"], content):
            if reason := reasons.get(found.finding.code):
                override_warning(
                    content=content,
                    fingerprint=found.fingerprint,
                    reason=reason,
                    by=by,
                    **when,
                )

    def _questions(self, foi_request: FOIRequest) -> dict[str, Question]:
        """Return the questions by their path, and unnumbered ones by position."""
        questions = list(foi_request.questions.all())
        paths = paths_of(questions)
        named: dict[str, Question] = {
            paths[question.pk]: question for question in questions
        }
        asked = [q for q in questions if q.kind == Question.Kind.QUESTION]
        for position, question in enumerate(asked, start=1):
            named.setdefault(str(position), question)
        return named


def _at_two(foi_request: FOIRequest, on: date) -> dict[str, Any]:
    """Return the arguments of a service for a step at two in the afternoon."""
    at = timezone.make_aware(datetime.combine(on, time(14, 2)))
    return {"foi_request": foi_request, "on": on, "at": at}
