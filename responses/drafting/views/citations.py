"""Find a provision, cite it for an answer, change and remove the citation."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import View

from accounts import policy
from requests_app.put_aside.queries import Fate, fate_by_history
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.drafting.changed_fields import changed_fields
from responses.drafting.citations import (
    CitationChanged,
    LimbNotChosen,
    change_citation,
    citable,
    cite_exemption,
    remove_citation,
)
from responses.drafting.earlier_requests import earlier_request
from responses.drafting.forms.citations import ChangeCitationForm, CiteExemptionForm
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import DraftingRefused
from responses.drafting.recorded_citations import fingerprint, recorded_values
from responses.drafting.sums import sums_for
from responses.drafting.views.reasons import (
    ReasonsMixin,
    initial_of,
    with_both_days,
)
from responses.drafting.views.room import LAW, QuestionRoomMixin
from responses.drafting.views.wording import CITATION_BOXES, OffersWording, Place
from responses.models import Citation
from responses.standing.progress import missing_from_citation
from statute import exemptions
from statute.regimes import INFORMATION_REGIMES, Regime

MOST_OFFERED = 12
TWINS = {
    Regime.FOIA: Regime.EIR,
    Regime.EIR: Regime.FOIA,
    Regime.FOISA: Regime.EISR,
    Regime.EISR: Regime.FOISA,
}


def provisions_for(text, regime):
    """Return the provisions matching the typed text, the request's own law first.

    A provision with several limbs stands for them: one of these has to be cited.
    """
    found = dict.fromkeys(
        one
        for law in (regime, TWINS[regime])
        for provision in exemptions.search(text, law, limit=MOST_OFFERED)
        for one in provision.limbs or (provision,)
        if not is_purpose(one)
    )
    return list(found)[:MOST_OFFERED]


def is_purpose(provision):
    """Whether the provision is a purpose, chosen with the exemption it serves."""
    return provision.basis is exemptions.Basis.PURPOSE


class FindProvisions(PermissionRequiredMixin, View):
    """Suggest provisions while the user types."""

    permission_required = policy.DRAFT_RESPONSE

    def get(self, request):
        text = request.GET.get("q", "")[:100]
        regime = request.GET.get("regime", "")
        if regime not in INFORMATION_REGIMES:
            return JsonResponse({"message": "No such law."}, status=400)
        law = Regime(regime)
        found = provisions_for(text, law) if text.strip() else []
        return JsonResponse(
            {
                "provisions": [
                    {
                        "key": provision.key,
                        "citation": f"{provision.citation} {provision.regime}",
                        "title": provision.title,
                        "kind": described(provision, law),
                    }
                    for provision in found
                ]
            }
        )


def described(provision, law):
    """Say what a provision is to a request under a law."""
    words = [provision.kind.label]
    if provision.is_absolute is not None:
        words.append(provision.exemption_class.label.lower())
    if provision.regime != law:
        words.append("not the law of this request")
    return ", ".join(words)


class CitesProvision(QuestionRoomMixin, ReasonsMixin):
    """A page about citing a provision for an answer."""

    first_panel = LAW
    letter_form = "citation"

    @property
    def answer_url(self):
        return f"{self.get_page_url('answer-question')}#rests-on"

    def get_success_url(self):
        return self.answer_url

    def get_form(self, form_class=None):
        return with_both_days(super().get_form(form_class), self.foi_request)

    @property
    def missing(self):
        return missing_from_citation(self.made)


class CiteExemption(OffersWording, CitesProvision, ServiceFormView):
    form_class = CiteExemptionForm
    template_name = "responses/drafting/cite_exemption.html"

    @cached_property
    def provision(self):
        key = self.request.GET.get("provision", "")
        try:
            return citable(key, self.foi_request) if key else None
        except DraftingRefused:
            return None

    @cached_property
    def umbrella(self):
        """The provision asked for, where one of its limbs has to be chosen."""
        key = self.request.GET.get("provision", "")
        try:
            citable(key, self.foi_request)
        except LimbNotChosen:
            return exemptions.get(key)
        except DraftingRefused:
            pass
        return None

    @property
    def words(self):
        return self.request.GET.get("q", "").strip()[:100]

    @cached_property
    def found(self):
        if self.umbrella is not None:
            return list(self.umbrella.limbs)
        if not self.words:
            return []
        return provisions_for(self.words, Regime(self.foi_request.regime))

    @property
    def described(self):
        """The provisions found, each with what it is to this request."""
        law = Regime(self.foi_request.regime)
        return [(one, described(one, law)) for one in self.found]

    def get(self, request, *args, **kwargs):
        if self.provision is None and len(self.found) == 1:
            return redirect(
                f"{request.path}?{urlencode({'provision': self.found[0].key})}"
            )
        if self.provision is None:
            return self.render_to_response(self.get_context_data(form=None))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.provision is None:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "provision": self.provision,
            "beside": self.beside,
            "earlier": self.earlier_for(self.provision),
            "addable": self.addable_for(self.provision),
            "shareable": self.shareable_for(self.provision.key),
            "sums": sums_for(self.foi_request, self.provision, {}),
        }

    def get_places(self, form):
        return [Place("citation", form, CITATION_BOXES, (self.provision.key,))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            provision=self.provision,
            umbrella=self.umbrella,
            words=self.words,
            found=self.described,
            cited_already=self.beside,
            answer_url=self.answer_url,
            **kwargs,
        )

    def act(self, form):
        return cite_exemption(
            foi_request=self.foi_request,
            question=self.line.question,
            provision_key=self.provision.key,
            by=self.request.user,
            on=timezone.localdate(),
            **form.said(),
        )

    @property
    def done(self):
        return f"{self.provision.citation} cited for {self.line.title}."


class ChangeCitation(OffersWording, CitesProvision, ServiceFormView):
    form_class = ChangeCitationForm
    template_name = "responses/drafting/change_citation.html"

    @cached_property
    def citation(self):
        return get_object_or_404(
            Citation, pk=self.kwargs["citation"], answer=self.answer
        )

    def get_fate(self):
        """Return what became of the citation: moved to another answer, or removed."""
        found = Citation.objects.filter(pk=self.kwargs["citation"])
        if moved := found.select_related("answer").first():
            if moved.answer is None or moved.answer.foi_request != self.foi_request:
                return None
            told = super().get_fate()
            reason = told.reason if told else "The citation belongs to another answer."
            return Fate(reason, moved.answer.questions.first())
        told = super().get_fate()
        question = told.question if told else self.line.question
        return fate_by_history(
            self.foi_request, DraftingHistory.CITATION_REMOVED, question
        )

    def get_initial(self):
        return initial_of(self.citation)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), **self.asked_for(self.citation)}

    def get_places(self, form):
        return [Place("citation", form, CITATION_BOXES, (self.citation.provision_key,))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            citation=self.citation,
            provision=self.citation.provision,
            earlier=earlier_request(
                self.citation.facts, self.foi_request, to=self.request.user
            ),
            answer_url=self.answer_url,
            **kwargs,
        )

    def act(self, form):
        return change_citation(
            foi_request=self.foi_request,
            citation=self.citation,
            by=self.request.user,
            on=timezone.localdate(),
            **form.said(),
        )

    @property
    def done(self):
        return f"{self.citation.provision.citation} saved."

    def refused(self, form, refusal):
        if isinstance(refusal, CitationChanged):
            return self.show_both(form, refusal)
        return super().refused(form, refusal)

    def show_both(self, form, refusal):
        """Show the typed and the saved text; saving again keeps the typed text."""
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data["seen"] = fingerprint(refusal.citation)
        shared = str(refusal.citation.same_as_id or "")
        stands = {**recorded_values(refusal.citation), "same_as": shared}
        return self.render_to_response(
            self.get_context_data(form=form, changed=changed_fields(form, stands)),
            status=409,
        )


class RemoveCitation(CitesProvision, ServiceButton):
    @cached_property
    def citation(self):
        found = Citation.objects.filter(pk=self.kwargs["citation"], answer=self.answer)
        return found.first() if self.answer else None

    def post(self, request, *args, **kwargs):
        if self.citation is None:
            messages.info(request, "That citation has been removed already.")
            return redirect(self.answer_url)
        return super().post(request, *args, **kwargs)

    def act(self):
        remove_citation(
            foi_request=self.foi_request,
            citation=self.citation,
            by=self.request.user,
            on=timezone.localdate(),
        )

    @property
    def done(self):
        return (
            f"{self.citation.provision.citation} is no longer cited for "
            f"{self.line.title}. The reasons you gave stay in the history."
        )
