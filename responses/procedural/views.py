"""Pages to write, read and issue procedural letters."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from accounts import policy
from requests_app.actions.table import ACTIONS
from requests_app.due import due_status
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.pages.request_mixin import RequestMixin
from requests_app.refusals import Refusal
from requests_app.service_views import ServiceFormView, refused_as_json
from responses.checks.checklist import checklist_of
from responses.checks.where_to_fix import (
    NOWHERE,
    OF_AUTHORITY,
    OF_DETAILS,
    FixLink,
)
from responses.drafting.changed_fields import ChangedField
from responses.drafting.differences import compare_plain
from responses.issuing.services import pdf_job_key
from responses.issuing.views.proof import ProofMixin
from responses.letters.pages import article_of, page_of, sha256_of
from responses.letters.records import MAKE_PDF
from responses.procedural.forms import (
    IssueProceduralLetterForm,
    SaveProceduralLetterForm,
)
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import KINDS
from responses.procedural.kinds.fields import Provisions, Reliance, values_of
from responses.procedural.services import (
    ProceduralDraftChanged,
    discard_procedural_letter,
    issue_procedural_letter,
    procedural_draft_of,
    save_procedural_letter,
)
from statute.notices import LetterType

# The fields that correct each finding. The first field present in the form is used.
_SAID_BY = {
    "missing_what_is_unclear": ("unclear",),
    "missing_advice": ("help", "advice", "contact"),
    "missing_close_date": ("close_on",),
    "missing_why_applies": ("why_general", "reliances", "reason"),
    "missing_pi_reasons": ("balance",),
    "missing_amount": ("amount_pence",),
    "no_amount": ("amount_pence",),
    "fee_above_scale": ("amount_pence",),
    "missing_how_to_pay": ("how_to_pay",),
    "missing_last_day_to_pay": ("pay_by",),
    "date_disagrees": ("pay_by",),
    "missing_cite_provision": ("reliances",),
    "part_not_chosen": ("questions", "reliances"),
    "rest_not_said": ("meanwhile",),
    "extension_without_qualified_ground": ("reliances",),
    "limb_not_stated": ("reliances",),
    "missing_estimated_decision_date": ("until",),
    "missing_new_date": ("until",),
    "date_already_past": ("until",),
    "extension_too_long": ("until",),
    "later_than_expected": ("reason",),
    "missing_complexity_and_volume_reason": ("complexity",),
    "missing_reason": ("reason",),
    "must_not_contain_extension_statement": ("reason",),
    "must_not_contain_held_statement": ("remarks",),
    "missing_other_authority": ("to",),
    "missing_consent": ("consented_on",),
    "missing_transfer_date": ("transferred_on",),
    "missing_what_is_missing": ("missing",),
    "missing_reviewer": ("reviewer",),
    "missing_target_date": ("until",),
}


class ProceduralLetterMixin(RequestMixin):
    """Look up one kind of letter, for a request with a reference."""

    permission_required = policy.CHANGE_REQUEST

    @cached_property
    def kind(self):
        if self.kwargs["kind"] not in KINDS:
            raise Http404("There is no such letter.")
        return KINDS[LetterType(self.kwargs["kind"])]

    @cached_property
    def case(self):
        return Case(self.foi_request, on=timezone.localdate())

    @cached_property
    def is_offered(self):
        return self.kind.is_offered(self.case)

    @cached_property
    def asked(self):
        return self.kind.fields(self.case)

    @cached_property
    def draft(self):
        return procedural_draft_of(self.foi_request, self.kind.type)

    @cached_property
    def said(self):
        """Values of the letter: as saved, with defaults for the rest."""
        return values_of(self.asked, self.draft.details if self.draft else {})

    @cached_property
    def content(self):
        return self.kind.compose(self.case, self.said)

    @cached_property
    def page(self):
        return page_of(self.content)

    def get_page_url(self, name="save-procedural-letter"):
        named = {"reference": self.foi_request.reference, "kind": self.kind.type}
        return reverse(name, kwargs=named)

    def get_recording(self):
        """Return the page to record that the requester was told another way."""
        action = ACTIONS.get(self.kind.recorded_by)
        if action is None or action.refusal(self.foi_request):
            return ""
        return action.url(self.foi_request)

    def fix_link(self, finding):
        """Return a link to the place where a finding can be corrected."""
        if finding.code in OF_AUTHORITY:
            return NOWHERE
        if finding.code in OF_DETAILS:
            at = {"reference": self.foi_request.reference}
            return FixLink(reverse("change-details", kwargs=at), "Change the details")
        labels = {field.name: field.label for field in self.asked}
        typed = (finding.typed.part,) if finding.typed else ()
        fields = (*typed, *_SAID_BY.get(finding.code, ()))
        named = (name for name in fields if name in labels)
        name = next(named, None)
        if name is None:
            return FixLink(f"{self.get_page_url()}#letter-form", "Open the form")
        anchor = "provisions" if name == "reliances" else f"div_id_{name}"
        return FixLink(f"{self.get_page_url()}#{anchor}", f"Open “{labels[name]}”")

    def get_context_data(self, **kwargs):
        foi_request = self.foi_request
        context = {
            "foi_request": foi_request,
            "due": due_status(foi_request, on=self.case.on),
            "kind": self.kind,
            "draft": self.draft,
            "is_offered": self.is_offered,
            "recording": self.get_recording(),
        }
        if self.is_offered:
            context |= {
                "content": self.content,
                "letter": article_of(self.page),
                "checklist": checklist_of(
                    foi_request,
                    self.content,
                    user=self.request.user,
                    back=self.get_page_url(),
                    may_fix=True,
                    fix_link=self.fix_link,
                ),
            }
        return super().get_context_data(**context, **kwargs)


class SaveProceduralLetter(ProceduralLetterMixin, ServiceFormView):
    form_class = SaveProceduralLetterForm
    template_name = "responses/procedural/save_procedural_letter.html"
    # Whether a provision chosen but not yet added is included.
    takes_added = True
    # Whether values that cannot be right together are refused.
    refuses_slips = True

    @property
    def reliances(self):
        """Provisions on the page: saved or added, and not dropped."""
        field = next((one for one in self.asked if isinstance(one, Provisions)), None)
        if field is None:
            return ()
        saved = {one.key: one for one in self.said[field.name]}
        if self.request.method != "POST":
            return tuple(saved.values())
        posted, known = self.request.POST, {one.key for one in field.choices}
        keys = [*posted.getlist("provision"), posted.get("add", "")]
        if not self.takes_added:
            keys.pop()
        return tuple(
            saved.get(key, Reliance(key=key))
            for key in dict.fromkeys(keys)
            if key in known and key != posted.get("drop")
        )

    def get_initial(self):
        version = self.draft.version if self.draft else 0
        return {**self.said, "version": version}

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "fields": self.asked,
            "reliances": self.reliances,
            "slips": self.slips if self.refuses_slips else None,
        }

    def slips(self, values):
        """Return the values that cannot be right together, by field."""
        return self.kind.slips(self.case, values)

    def act(self, form):
        return self.save(form.details(), form.cleaned_data["version"])

    def refused(self, form, refusal):
        if isinstance(refusal, ProceduralDraftChanged):
            return self.show_both(form, refusal)
        return super().refused(form, refusal)

    def get_success_url(self):
        anchor = "letter"
        if "drop" in self.request.POST or self.request.POST.get("add"):
            anchor = "provisions"
        return f"{self.get_page_url()}#{anchor}"

    def save(self, details, version, *, is_autosave=False):
        return save_procedural_letter(
            foi_request=self.foi_request,
            kind=self.kind.type,
            details=details,
            version=version,
            by=self.request.user,
            on=self.case.on,
            at=timezone.now(),
            is_autosave=is_autosave,
        )

    def show_both(self, form, refusal):
        """Show the user's text beside the stored text.

        Saving again keeps the user's text.
        """
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data["version"] = refusal.draft.version
        stands = values_of(self.asked, refusal.draft.details)
        typed = form.values()
        changed = []
        for field in self.asked:
            theirs, yours = compare_plain(
                _shown(stands[field.name]), _shown(typed[field.name])
            )
            if theirs != yours:
                changed.append(ChangedField(field.label, theirs, yours))
        return self.render_to_response(
            self.get_context_data(form=form, changed=changed), status=409
        )


class AutosaveProceduralLetter(SaveProceduralLetter):
    """Save the text while the officer types, at the page's own request."""

    http_method_names = ["post"]
    takes_added = False
    # Half of the figures of a fee may be typed; they are saved as they are.
    refuses_slips = False

    def form_valid(self, form):
        return self.answer(form, form.details())

    def form_invalid(self, form):
        # A day may be half typed. The other fields are saved.
        if "version" in form.errors:
            return refused_as_json("This page is out of date. Reload it.", status=400)
        for name in form.errors:
            form.cleaned_data[name] = self.said.get(name)
        wrong = [form.fields[name].label for name in form.errors if name in form.fields]
        return self.answer(form, form.details(), wrong)

    def answer(self, form, details, wrong=()):
        try:
            draft = self.save(details, form.cleaned_data["version"], is_autosave=True)
        except ProceduralDraftChanged as refusal:
            return refused_as_json(
                f"{refusal} Choose “Save and preview” to decide.", status=409
            )
        except Refusal as refusal:
            return refused_as_json(str(refusal), status=422)
        saved_at = f"{timezone.localtime():%H:%M}"
        if wrong:
            saved_at += f", all but “{wrong[0]}”"
        return JsonResponse({"version": draft.version, "saved_at": saved_at})


class DiscardProceduralLetter(ProceduralLetterMixin, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        discard_procedural_letter(
            foi_request=self.foi_request,
            kind=self.kind.type,
            by=request.user,
            on=timezone.localdate(),
        )
        messages.success(request, "Letter discarded. Its text stays in the history.")
        return redirect(self.foi_request)


class IssueProceduralLetter(ProofMixin, ProceduralLetterMixin, ServiceFormView):
    permission_required = policy.ISSUE_RESPONSE
    form_class = IssueProceduralLetterForm
    template_name = "responses/procedural/issue_procedural_letter.html"

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        context = super().get_context_data(
            form=form, draft_url=self.draft_url, **kwargs
        )
        if self.is_offered and form.posted_to:
            context["letter"] = article_of(page_of(self.as_printed(form)))
        return context

    def get_initial(self):
        # The service composes the letter it issues. A posted form needs no other.
        return {} if self.request.method == "POST" else self.current_values()

    def current_values(self):
        """Return the values of the hidden fields for the letter as it stands now."""
        if not self.is_offered:
            return {}
        last = self.foi_request.letters.order_by("-number").only("number").first()
        return {
            "number": last.number + 1 if last else 1,
            "page_sha256": sha256_of(self.page),
        }

    def act(self, form):
        letter = issue_procedural_letter(
            foi_request=self.foi_request,
            kind=self.kind.type,
            by=self.request.user,
            on=self.case.on,
            at=timezone.now(),
            **form.cleaned_data,
        )
        start_jobs_on_commit(MAKE_PDF, key=pdf_job_key(letter))
        return letter

    @property
    def done(self):
        if self.kind.moves_requests and self.made.given_on is None:
            return "The letter is issued. It takes effect on the day it is given."
        return f"The letter is issued. {self.kind.effect}"

    def refused(self, form, refusal):
        self.forget()
        return super().refused(self.again(form), refusal)

    @property
    def draft_url(self):
        """The page of the draft, where the officer goes on to it from this letter."""
        if self.request.GET.get("then") != "draft":
            return ""
        return reverse("draft-response", args=[self.foi_request.reference])

    def get_success_url(self):
        return self.draft_url or self.made.get_absolute_url()

    def forget(self):
        """Drop the cached objects, as the request or the draft may have changed."""
        self.foi_request.refresh_from_db()
        for name in ("case", "asked", "is_offered", "draft", "said", "content", "page"):
            self.__dict__.pop(name, None)

    def again(self, form):
        """Return the form for the current letter, with the user's choices."""
        data = form.data.copy()
        data.update({name: str(value) for name, value in self.current_values().items()})
        kwargs = {**self.get_form_kwargs(), "data": data}
        again = self.form_class(**kwargs)
        again.is_valid()
        return again


def _shown(value):
    """Format a form's value for comparison."""
    if isinstance(value, tuple):
        return "\n".join(
            f"{one.key}\n{one.why}" if isinstance(one, Reliance) else one
            for one in value
        )
    return "" if value is None else str(value)
