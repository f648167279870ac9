"""Pages to choose requests of a list, preview an act, carry it out and undo it."""

from itertools import groupby

from django.contrib import messages
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from requests_app.bulk import services
from requests_app.bulk.forms import (
    AskForPriorityForm,
    AssignManyForm,
    FlagManyForm,
)
from requests_app.bulk.services import CARRY_OUT, BulkActNotPossible
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.lists.queries import PAGE_SIZE
from requests_app.lists.views.lists import FindsRequests
from requests_app.models import BulkAct, FOIRequest, Job
from requests_app.refusals import Refusal
from requests_app.search.matching import matching
from requests_app.service_views import FindsFirst, ServiceButton, ServiceFormView

_KINDS = BulkAct.Kind
_FORMS = {
    _KINDS.ASSIGN: AssignManyForm,
    _KINDS.FLAG: FlagManyForm,
    _KINDS.PRIORITY: AskForPriorityForm,
}
# Acts on other pages, by the name of the page.
_ELSEWHERE = {"export": "export-requests", "acknowledge": "write-to-many"}
# Requests listed by name on a page, of those with a reason and of those without.
MOST_LISTED = 100
# Of each reason, so that none takes all the places of the others.
MOST_OF_A_REASON = 10


class ChooseRequests(FindsRequests):
    """Keep the requests ticked in a list, or all of the list; lead to the form."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        found = self.narrow()
        if self.words:
            found = matching(
                found, self.words, user=request.user, on=timezone.localdate()
            )
        back = f"{reverse('foi-requests')}{self.address()}"
        wanted = request.POST.get("act", "")
        keys = self.get_keys()
        is_all = request.POST.get("all") == "yes"
        try:
            if not is_all and not keys:
                raise BulkActNotPossible(
                    "No request was chosen. Tick requests in the list, then choose "
                    "what to do."
                )
            if wanted in _ELSEWHERE:
                return redirect(self.address_elsewhere(wanted, found, keys, is_all))
            if wanted not in _KINDS:
                raise BulkActNotPossible("Choose what to do with the requests.")
            act = services.choose_requests(
                found=found if is_all else found.filter(pk__in=keys),
                kind=wanted,
                query=self.address().removeprefix("?"),
                by=request.user,
            )
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(back)
        return redirect("bulk-act", act=act.pk)

    def get_keys(self):
        """Return the keys ticked on the page."""
        typed = self.request.POST.getlist("chosen")[: 2 * PAGE_SIZE]
        return [
            int(key)
            for key in typed
            if key.isascii() and key.isdecimal() and len(key) < 19
        ]

    def address_elsewhere(self, wanted, found, keys, is_all):
        """Return the address of another page, with the requests chosen."""
        page = reverse(_ELSEWHERE[wanted])
        if wanted == "export":
            if is_all:
                return f"{page}{self.address(view=None)}"
            query = QueryDict(mutable=True)
            query["ticked"] = ",".join(map(str, keys))
            return f"{page}?{query.urlencode(safe=',')}"
        if is_all:
            keys = list(found.order_by("pk").values_list("pk", flat=True)[: _MOST + 1])
            if len(keys) > _MOST:
                raise BulkActNotPossible(
                    f"These are more than {_MOST} requests. Add filters to write to "
                    "fewer at once."
                )
        query = QueryDict(mutable=True)
        query["kind"] = "acknowledgement"
        query["chosen"] = ",".join(map(str, keys))
        return f"{page}?{query.urlencode(safe=',')}"


# As many as the page of bulk letters lists.
_MOST = 100


class FindsAct(FindsFirst):
    """Find the act among those of the person."""

    permission_required = policy.VIEW_REQUESTS

    def find(self):
        user = self.request.user
        if not user.is_authenticated:
            raise Http404
        own = BulkAct.objects.filter(by=user, authority_id=user.authority_id)
        self.act_found = get_object_or_404(
            own.select_related("officer", "team", "authority", "by", "undoes"),
            pk=self.kwargs["act"],
        )

    @property
    def back(self):
        """The address of the list."""
        return f"{reverse('foi-requests')}?{self.act_found.query}"

    def rows_seen(self):
        """Return the rows of the requests visible to the person now."""
        visible = FOIRequest.objects.visible_to(self.request.user)
        rows = self.act_found.rows.filter(foi_request__in=visible.values("pk"))
        return rows.select_related("foi_request")

    def get_problems(self):
        """Return each reason with its number of requests and some of them."""
        every = self.act_found.rows.exclude(problem="")
        counts = {}
        for problem in every.values_list("problem", flat=True):
            counts[problem] = counts.get(problem, 0) + 1
        place = Window(
            RowNumber(), partition_by=F("problem"), order_by=F("foi_request").asc()
        )
        # The first of each reason; where reasons are few, more of each.
        most = max(MOST_OF_A_REASON, MOST_LISTED // max(1, len(counts)))
        named = self.rows_seen().exclude(problem="").annotate(place=place)
        listed = {
            problem: [row.foi_request for row in rows]
            for problem, rows in groupby(
                named.filter(place__lte=most).order_by("problem", "place"),
                key=lambda row: row.problem,
            )
        }
        return [
            {
                "words": problem,
                "count": count,
                "listed": listed.get(problem, []),
                "unlisted": count - len(listed.get(problem, [])),
            }
            for problem, count in sorted(
                counts.items(), key=lambda pair: (-pair[1], pair[0])
            )[:MOST_LISTED]
        ]


class SayWhatToDo(FindsAct, ServiceFormView):
    """The form of an act on the requests chosen."""

    template_name = "requests_app/bulk/say_what.html"

    def get(self, request, *args, **kwargs):
        if self.act_found.is_begun:
            return redirect(self.act_found)
        return super().get(request, *args, **kwargs)

    def get_form_class(self):
        return _FORMS[self.act_found.kind]

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "act": self.act_found,
            "on": timezone.localdate(),
        }

    def get_initial(self):
        act = self.act_found
        return {
            name: getattr(act, name)
            for name in ("officer", "team", "added", "removed", "reason")
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            made=self.act_found, count=self.act_found.rows.count(), **kwargs
        )

    def act(self, form):
        return services.plan_act(act=self.act_found, **form.cleaned_data)

    def get_success_url(self):
        return reverse("preview-bulk-act", args=[self.made.pk])


class PreviewAct(FindsAct, TemplateView):
    """The preview of an act, with the button to carry it out."""

    template_name = "requests_app/bulk/preview.html"

    def get(self, request, *args, **kwargs):
        if self.act_found.is_begun:
            return redirect(self.act_found)
        if not self.act_found.is_planned:
            return redirect("bulk-act", act=self.act_found.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        able = self.rows_seen().filter(problem="").order_by("foi_request")
        count = able.count()
        return super().get_context_data(
            made=self.act_found,
            count=count,
            listed=[row.foi_request for row in able[:MOST_LISTED]],
            unlisted=max(0, count - MOST_LISTED),
            problems=self.get_problems(),
            stay=self.act_found.rows.exclude(problem="").count(),
            said=said_of(self.act_found, "will be"),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            act = services.carry_out(act=self.act_found, on=timezone.localdate())
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(self.back)
        if act.done_at is None:
            start_jobs_on_commit(CARRY_OUT, key=act.job_key)
        return redirect(act)


class ActProgress(FindsAct, TemplateView):
    """The progress of an act; then its result, and the way back.

    While it goes on in the background, the page refreshes its middle part.
    """

    def get(self, request, *args, **kwargs):
        if not self.act_found.is_begun:
            return redirect("bulk-act", act=self.act_found.pk)
        return super().get(request, *args, **kwargs)

    def get_template_names(self):
        name = "state" if self.request.htmx else "progress"
        return [f"requests_app/bulk/{name}.html"]

    def get_context_data(self, **kwargs):
        act = self.act_found
        total = act.rows.count()
        done = act.rows.filter(is_done=True).count()
        problems = self.get_problems()
        stay = sum(each["count"] for each in problems)
        undone = BulkAct.objects.filter(undoes=act).first()
        is_undoable = act.undoes is None and done
        return super().get_context_data(
            made=act,
            total=total,
            done=done,
            percent=100 * (done + stay) // max(total, 1),
            problems=problems,
            stay=stay,
            said=said_of(act, "were" if done != 1 else "was"),
            undone=undone,
            is_undoable=bool(act.done_at and is_undoable and undone is None),
            is_stuck=act.done_at is None and self.is_stuck,
            **kwargs,
        )

    @property
    def is_stuck(self):
        """Whether the work stopped until a person retries the job."""
        return Job.objects.filter(
            idempotency_key=self.act_found.job_key, needs_attention=True
        ).exists()


class UndoAct(FindsAct, ServiceButton):
    done = "The requests are set back. Requests changed since stay as they are."

    def act(self):
        made = services.undo_act(
            act=self.act_found, by=self.request.user, on=timezone.localdate()
        )
        if made.done_at is None:
            start_jobs_on_commit(CARRY_OUT, key=made.job_key)
        return made

    def get_success_url(self):
        return self.made.get_absolute_url()

    def get_refused_url(self):
        return self.act_found.get_absolute_url()


def said_of(act, tense):
    """Return a planned act in words, to follow "12 requests".

    Args:
        act: The act.
        tense: "will be" or "were".
    """
    if act.undoes_id is not None:
        return f"{tense} set back"
    if act.kind == _KINDS.ASSIGN:
        team = act.team
        if act.officer is not None:
            return f"{tense} assigned to {act.officer}" + (
                f", in {team}" if team else ""
            )
        return f"{tense} put in the queue of {team or 'the team each has'}"
    if act.kind == _KINDS.PRIORITY:
        if policy.ASSIGN_REQUEST in act.by.role_permissions:
            return f"{tense} given priority: their officers are told"
        return f"{tense} marked: managers are asked to decide on priority"
    added, removed = (
        ", ".join(str(FOIRequest.Flag(flag).label) for flag in flags)
        for flags in (act.added, act.removed)
    )
    parts = [f"flagged {added}"] if added else []
    parts += [f"no longer flagged {removed}"] if removed else []
    return f"{tense} {' and '.join(parts)}"
