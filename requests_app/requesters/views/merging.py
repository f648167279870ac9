"""Pages to merge, split and erase records."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from requests_app.models import RequesterEntry
from requests_app.requesters.erasing import erase_requester
from requests_app.requesters.forms import (
    EraseRequesterForm,
    MergeRequestersForm,
    SplitRequesterForm,
)
from requests_app.requesters.merging import (
    merge_requesters,
    split_requester,
    undo_merge,
)
from requests_app.requesters.offers import offered_to_merge
from requests_app.requesters.queries import asked_by, requests_of
from requests_app.requesters.views.finding import ChangesRequester
from requests_app.service_views import ServiceButton, ServiceFormView

# Requests named in the preview of a merge, and offered for a split.
MOST_NAMED = 20
MOST_SPLIT = 200


class RequesterAction(ChangesRequester, ServiceFormView):
    """A form about a record, and one service call."""

    template_name = "requests_app/requesters/act.html"
    title = ""
    explanation = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            requester=self.requester,
            title=self.title,
            explanation=self.explanation,
            **kwargs,
        )

    def get_success_url(self):
        return reverse("requester", kwargs={"requester": self.made.pk})


class MergeRequesters(RequesterAction):
    """Choose the other record, see what moves, then merge."""

    template_name = "requests_app/requesters/merge.html"
    form_class = MergeRequestersForm
    title = "Merge with another record"
    explanation = (
        "Use this where two records are of one person. This record stays; the other "
        "one leads here from then on. A merge can be undone."
    )
    done = "Records merged."

    @property
    def words(self):
        given = self.request.POST or self.request.GET
        return " ".join(given.get("q", "").split())[:200]

    @cached_property
    def offers(self):
        return offered_to_merge(self.requester, self.words, self.request.user)

    @property
    def is_previewed(self):
        """Whether the preview was shown for the record now chosen."""
        posted = self.request.POST
        return bool(posted) and posted.get("confirmed") == posted.get("gone")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "offers": self.offers}

    def get_initial(self):
        return {"q": self.words}

    def act(self, form):
        return merge_requesters(
            requester=self.requester,
            gone=form.cleaned_data["gone"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(words=self.words, offers=self.offers, **kwargs)

    def form_valid(self, form):
        if self.is_previewed:
            return super().form_valid(form)
        gone = form.cleaned_data["gone"]
        moving = requests_of(gone, self.request.user)
        return self.render_to_response(
            self.get_context_data(
                form=form,
                gone=gone,
                reason=form.cleaned_data["reason"],
                moving=moving.order_by("-received_on", "-pk")[:MOST_NAMED],
                asked=asked_by([gone.pk], self.request.user)[gone.pk],
            )
        )


class SplitRequester(RequesterAction):
    form_class = SplitRequesterForm
    title = "Split the record"
    explanation = (
        "Use this where requests of two people are linked to one record. The requests "
        "chosen move to a new record, with the names and addresses that they have. "
        "Correct this record afterwards where it names the other person."
    )
    done = "Requests moved to this new record."

    def get_form_kwargs(self):
        found = requests_of(self.requester, self.request.user)
        found = found.order_by("-received_on", "-pk")
        # A choice of several needs a query that is not cut.
        newest = found.filter(pk__in=found.values("pk")[:MOST_SPLIT])
        return {**super().get_form_kwargs(), "found": newest}

    def act(self, form):
        return split_requester(
            requester=self.requester,
            foi_requests=list(form.cleaned_data["chosen"]),
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            on=timezone.localdate(),
        )


class EraseRequester(RequesterAction):
    form_class = EraseRequesterForm
    title = "Erase the record"
    explanation = (
        "Names, addresses, notes and what the history of the record says are blanked, "
        "and cannot be brought back. Closed requests keep what they say until they are "
        "deleted themselves."
    )
    done = "Record erased."

    def act(self, form):
        return erase_requester(
            requester=self.requester,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            on=timezone.localdate(),
        )


class UndoMerge(ChangesRequester, ServiceButton):
    done = "Merge undone. This is the record brought back."

    def act(self):
        entry = get_object_or_404(
            RequesterEntry.objects.filter(requester=self.requester).select_related(
                "requester", "other"
            ),
            pk=self.kwargs["entry"],
        )
        self.back = undo_merge(
            entry=entry, by=self.request.user, on=timezone.localdate()
        )
        return self.back

    def get_refused_url(self):
        return self.requester.get_absolute_url()

    def get_success_url(self):
        return self.back.get_absolute_url()
