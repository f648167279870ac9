"""The page of a request."""

from collections import defaultdict

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from requests_app.actions.table import actions_open_to
from requests_app.alike.queries import alike_to
from requests_app.calendars.working_days import read_once
from requests_app.casework.history import CaseworkHistory
from requests_app.casework.pairs import pairs_of
from requests_app.clock.timeline import chain_of
from requests_app.due import due_status
from requests_app.files.queries import count_files
from requests_app.left import left_of
from requests_app.pages.company import TellsWhoIsHere
from requests_app.pages.request_mixin import RequestMixin
from requests_app.priority.queries import priority_of
from requests_app.questions.numbering.lists import cite
from requests_app.requesters.queries import earlier_requests
from requests_app.time_spent.queries import officers_time
from responses.clearance.panel import panel_of
from responses.comments.threads import OpenComments
from responses.desk.history_page import HistoryPage
from responses.desk.next_step import next_step, progress_in
from responses.desk.panels import panels_of
from responses.drafting.questions import asked
from responses.drafting.replies import enquiries_of
from responses.drafting.time_spent import minutes_spent
from responses.giving.effects import effect_of
from responses.giving.queries import journeys_of
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import kinds_open_to
from responses.reviews.queries import ReviewDraft
from responses.standing.standing import standing_of

NOTES_SHOWN = 5
# The page of more questions would be large. Search offers the same links.
MOST_WITH_LINKS = 60


class FOIRequestPage(TellsWhoIsHere, RequestMixin, TemplateView):
    template_name = "responses/desk/foi_request.html"

    def get_context_data(self, **kwargs):
        foi_request, user = self.foi_request, self.request.user
        today = timezone.localdate()
        # The dates and every action read the dated facts.
        prefetch_related_objects([foi_request], "clock_events__questions")
        questions = asked(foi_request)
        letters = foi_request.letters.select_related(
            "withdrawal", "procedural_draft__clock_event__undone_by"
        )
        letters = journeys_of(letters.prefetch_related("enclosures__accepted_by"))
        standing, left = standing_of(foi_request), left_of(foi_request)
        standing_by_key = {one.question.pk: one for one in standing.questions}
        progress = progress_in(foi_request, standing)
        notes = foi_request.history.filter(kind=CaseworkHistory.NOTE_ADDED)
        enquiries = self.get_enquiries(questions)
        spent = minutes_spent(foi_request) if enquiries else 0
        panels = list(panels_of(foi_request, user))
        first = next((each.first for each in panels if each.first), None)
        return super().get_context_data(
            foi_request=foi_request,
            due=due_status(foi_request, on=today, left=left),
            has_dates=len(left.owed) > 1,
            questions=[(one, standing_by_key.get(one.pk)) for one in questions],
            standing=standing,
            progress=progress,
            review=ReviewDraft(foi_request) if foi_request.is_review else None,
            chain=chain_of(foi_request, on=today),
            next_step=first or next_step(foi_request, progress, user),
            letters=[
                (one, effect_of(one.letter).in_words(one.letter)) for one in letters
            ],
            panel=panel_of(foi_request, user, on=today, at=timezone.now()),
            outstanding=[one for one in letters if one.is_stuck],
            advice=foi_request.advice.select_related(
                "sent_by", "decided_by"
            ).prefetch_related("chases"),
            search_url=(reverse("search") if len(questions) <= MOST_WITH_LINKS else ""),
            alike=alike_to(foi_request, user),
            pairs=pairs_of(foi_request, user, on=today),
            files_kept=count_files(foi_request),
            priority=priority_of(foi_request),
            earlier=earlier_requests(foi_request, user),
            complaints=list(foi_request.complaints.all()),
            can_change=policy.CHANGE_REQUEST in user.role_permissions,
            enquiries=enquiries,
            minutes_spent=spent,
            officers_time=officers_time(foi_request),
            notes=notes.select_related("by")[:NOTES_SHOWN],
            open_comments=OpenComments(foi_request).in_all,
            groups=self.get_groups(),
            panels=panels,
            named_people=(
                foi_request.named_people.all() if foi_request.is_restricted else ()
            ),
            today=today,
            now=timezone.now(),
            history=HistoryPage(foi_request, self.request.GET),
            **kwargs,
        )

    def get_enquiries(self, questions):
        """Return each enquiry with the references of its questions."""
        paths = {each.pk: each.path for each in questions}
        return [
            (
                each,
                cite(paths, {one.pk for one in each.enquiry.questions.all()}),
            )
            for each in enquiries_of(
                self.foi_request, on=timezone.localdate(), at=timezone.now()
            )
        ]

    def get_groups(self):
        """Return the actions open to the user, by heading."""
        groups = defaultdict(list)
        recorded, begun = set(), self.get_letters_begun()
        for kind in self.get_letters_to_write():
            named = {"reference": self.foi_request.reference, "kind": kind.type}
            url = reverse("save-procedural-letter", kwargs=named)
            words = f"{kind.action} (started)" if kind.type in begun else kind.action
            groups["Write a letter"].append((words, url))
            recorded.add(kind.recorded_by)
        for action in actions_open_to(self.request.user, self.foi_request):
            # Left out if a letter is offered: the letter's page links to the action.
            if action.url_name not in recorded:
                url = action.url(self.foi_request)
                groups[action.group].append((action.title, url))
        return dict(groups)

    def get_letters_to_write(self):
        """Return the procedural letters that the user may write now."""
        if policy.CHANGE_REQUEST not in self.request.user.role_permissions:
            return []
        case = Case(self.foi_request, on=timezone.localdate())
        with read_once():
            return list(kinds_open_to(case))

    def get_letters_begun(self):
        """Return the types of letters begun but not issued."""
        begun = self.foi_request.procedural_drafts.filter(letter=None)
        return set(begun.values_list("type", flat=True))
