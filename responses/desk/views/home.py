"""Home: the user's own requests by due date, and work waiting for the user's role."""

from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import TemplateView

from accounts import policy
from requests_app.due import due_status
from requests_app.left import left_in
from requests_app.lists.dashboard import Number
from requests_app.lists.queries import NOBODY, REQUESTS, REVIEWS
from requests_app.models import Enquiry, FOIRequest, Reminder
from requests_app.querysets import DueBand, is_in_band
from requests_app.workflow import State
from responses.comments.waiting import naming, tasks_of
from responses.desk.next_step import next_step, progress_of, with_progress
from responses.giving.queries import journeys_of, outstanding
from responses.models import Paragraph
from responses.sending.queries import for_post
from responses.standing.standing import standings_of

MINE_SHOWN = 60
OTHERS_SHOWN = 15
REMINDERS_SHOWN = 10
OUTSTANDING_SHOWN = 20


class Section(NamedTuple):
    """A list of requests waiting for the same step."""

    title: str
    empty: str
    groups: list[Any]
    url: str
    is_cut_short: bool


class Home(TemplateView):
    template_name = "responses/desk/home.html"

    def get_context_data(self, **kwargs):
        self.today = timezone.localdate()
        user = self.request.user
        allowed = user.role_permissions
        glance = self.get_glance()
        mine = self.get_mine() if policy.DRAFT_RESPONSE in allowed else []
        sections = list(self.get_sections())
        mine, *groups = self.with_rows([mine, *(one.groups for one in sections)])
        return super().get_context_data(
            today=self.today,
            handles_requests=policy.DRAFT_RESPONSE in allowed,
            mine=mine,
            # What is overdue comes before the letters that were not given.
            mine_overdue=[each for each in mine if each[0] == DueBand.OVERDUE],
            mine_next=[each for each in mine if each[0] != DueBand.OVERDUE],
            mine_in_all=sum(number.count for _, bands in glance for _, number in bands),
            is_cut_short=sum(len(rows) for _, rows in mine) == MINE_SHOWN,
            mine_url=_list_url(officer=user.pk),
            glance=glance,
            restricted=self.get_restricted(),
            sections=[
                section._replace(groups=rows)
                for section, rows in zip(sections, groups, strict=True)
            ],
            **self.get_letters(),
            past_review=self.get_past_review(),
            reminders=self.get_reminders() if user.sees_requests else [],
            enquiries=(
                Enquiry.objects.put_to(user)
                .wanted()
                .with_beginning()
                .select_related("asked_by")
                if policy.ANSWER_ENQUIRY in allowed
                else None
            ),
            **self.get_comments(),
            sees_dashboard=policy.VIEW_DASHBOARD in allowed,
            sees_requests=user.sees_requests,
            administers=policy.ADMINISTER in allowed,
            **kwargs,
        )

    @property
    def visible(self):
        return FOIRequest.objects.visible_to(self.request.user)

    def get_mine(self):
        """Return the user's open requests, grouped by due band."""
        band = Case(
            *(
                When(is_in_band(band, on=self.today), then=Value(band.value))
                for band in DueBand
            ),
            output_field=CharField(),
        )
        found = with_progress(self.visible.open().filter(officer=self.request.user))
        found = found.annotate(band=band).order_by(
            F("due_on").asc(nulls_last=True), "pk"
        )
        order = [band.value for band in DueBand]
        mine = sorted(found[:MINE_SHOWN], key=lambda each: order.index(each.band))
        return [
            (DueBand(band), list(group))
            for band, group in groupby(mine, key=attrgetter("band"))
        ]

    def get_letters(self):
        """Return the letters that were issued and have not reached the requester."""
        if policy.ISSUE_RESPONSE not in self.request.user.role_permissions:
            return {}
        letters = outstanding(self.visible)[: OUTSTANDING_SHOWN + 1]
        found = journeys_of(letters)
        return {
            "outstanding": found[:OUTSTANDING_SHOWN],
            "outstanding_cut_short": len(found) > OUTSTANDING_SHOWN,
            "for_post": for_post(self.visible, at=timezone.now()),
        }

    def get_glance(self):
        """Return the open requests in each due band, and the open reviews, if any.

        Users who draft see the count of their own requests. Users of the dashboard see
        the count of all, whoever looks. Other users see none.
        """
        allowed = self.request.user.role_permissions
        whose, found, whose_words = {}, None, "Open"
        if policy.DRAFT_RESPONSE in allowed:
            whose, whose_words = {"officer": self.request.user.pk}, "Your open"
            found = self.visible.open().filter(**whose)
        elif policy.VIEW_DASHBOARD in allowed:
            found = FOIRequest.objects.of_authority(self.request.user).open()
        if found is None:
            return []
        counts = found.aggregate(
            **{
                f"{kind}_{band}": Count(
                    "pk",
                    filter=is_in_band(band, on=self.today)
                    & Q(review_of__isnull=kind == REQUESTS),
                )
                for kind in (REQUESTS, REVIEWS)
                for band in DueBand
            }
        )
        glance = []
        for kind, title in ((REQUESTS, "requests"), (REVIEWS, "internal reviews")):
            bands = [
                (
                    band,
                    Number(
                        counts[f"{kind}_{band}"],
                        _list_url(**whose, kind=kind, band=band),
                    ),
                )
                for band in DueBand
                if band != DueBand.REOPENED or counts[f"{kind}_{band}"]
            ]
            if kind == REQUESTS or any(number.count for _, number in bands):
                glance.append((f"{whose_words} {title} by due date", bands))
        return glance

    def get_restricted(self):
        """Return how many open requests the count of all has and no list shows."""
        allowed = self.request.user.role_permissions
        if policy.DRAFT_RESPONSE in allowed or policy.VIEW_DASHBOARD not in allowed:
            return 0
        return FOIRequest.objects.hidden_from(self.request.user).open().count()

    def get_sections(self):
        allowed = self.request.user.role_permissions
        if policy.CLEAR_RESPONSE in allowed:
            yield self.get_section(
                "Waiting for clearance",
                "No response waits for clearance.",
                state=State.CLEARANCE,
            )
        if policy.RECORD_REQUEST in allowed:
            yield self.get_section(
                "Received, not yet registered",
                "Everything received is registered.",
                state=State.RECEIVED,
            )
        if policy.ASSIGN_REQUEST in allowed:
            yield self.get_section(
                "Unassigned requests", "Every request has an officer.", officer=NOBODY
            )

    def get_section(self, title, empty, **wanted):
        found = self.visible.open()
        if "state" in wanted:
            found = found.filter(state=wanted["state"])
        else:
            found = found.registered().filter(officer=None)
        found = with_progress(found).order_by(F("due_on").asc(nulls_last=True), "pk")
        requests = list(found[: OTHERS_SHOWN + 1])
        return Section(
            title,
            empty,
            [(None, requests[:OTHERS_SHOWN])] if requests else [],
            _list_url(**wanted),
            len(requests) > OTHERS_SHOWN,
        )

    def with_rows(self, lists):
        """Return the groups of each list, with a row for each of its requests."""
        shown = [each for groups in lists for _, group in groups for each in group]
        standings, left = standings_of(shown), left_in(shown)

        def row(foi_request):
            progress = progress_of(foi_request, standings[foi_request.pk])
            own = left.get(foi_request.pk)
            return (
                foi_request,
                due_status(foi_request, on=self.today, left=own),
                next_step(foi_request, progress, self.request.user),
            )

        return [
            [(name, [row(each) for each in group]) for name, group in groups]
            for groups in lists
        ]

    def get_comments(self):
        """Return the comments that are the user's tasks, and those that name them."""
        if not self.request.user.sees_requests:
            return {}
        user, visible = self.request.user, self.visible
        return {"tasks": tasks_of(user, visible), "named": naming(user, visible)}

    def get_past_review(self):
        """Return how many paragraphs of the user are past their review date."""
        if policy.USE_LIBRARY not in self.request.user.role_permissions:
            return 0
        own = Paragraph.objects.visible_to(self.request.user)
        return own.filter(owner=self.request.user).past_review(self.today).count()

    def get_reminders(self):
        """Return the latest reminder of each request whose due date still stands."""
        reminders = Reminder.objects.filter(
            to=self.request.user,
            foi_request__in=self.visible.running().values("pk"),
            due_on=F("foi_request__due_on"),
        ).select_related("foi_request")
        latest = {}
        for reminder in reminders.order_by("-pk")[: REMINDERS_SHOWN * 4]:
            latest.setdefault(reminder.foi_request_id, reminder)
        return list(latest.values())[:REMINDERS_SHOWN]


def _list_url(**wanted):
    return f"{reverse('foi-requests')}?{urlencode(wanted)}"
