"""My day: the work of a person, in order of the law's time."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import TemplateView

from accounts import policy
from requests_app.lists.dashboard import Number
from requests_app.lists.queries import REQUESTS, REVIEWS
from requests_app.querysets import DueBand
from responses.desk.day import day_of
from responses.desk.desk import Desk
from responses.desk.lines import lines_of


class Home(TemplateView):
    template_name = "responses/desk/home.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        allowed = user.role_permissions
        day = day_of(Desk(user=user, on=today, at=timezone.now()))
        return super().get_context_data(
            today=today,
            day=day,
            lines=list(lines_of(user, today)),
            handles_requests=policy.DRAFT_RESPONSE in allowed,
            mine_url=_list_url(officer=user.pk),
            glance=self.get_glance(day) if day.own_in_all else [],
            sees_dashboard=policy.VIEW_DASHBOARD in allowed,
            sees_requests=user.sees_requests,
            administers=bool({policy.ADMINISTER, policy.OWN_INSTALLATION} & allowed),
            answers_enquiries=policy.ANSWER_ENQUIRY in allowed,
            **kwargs,
        )

    def get_glance(self, day):
        """Return how many of the user's requests and reviews are in each due band."""
        whose = {"officer": self.request.user.pk}
        glance = []
        for kind, title in ((REQUESTS, "requests"), (REVIEWS, "internal reviews")):
            counts = {band: day.own.get((kind == REVIEWS, band), 0) for band in DueBand}
            bands = [
                (band, Number(count, _list_url(**whose, kind=kind, band=band)))
                for band, count in counts.items()
                if count or band != DueBand.REOPENED
            ]
            if kind == REQUESTS or any(counts.values()):
                glance.append((f"Your open {title} by due date", bands))
        return glance


def _list_url(**wanted):
    return f"{reverse('foi-requests')}?{urlencode(wanted)}"
