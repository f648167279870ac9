"""Pages to import, find, confirm and discard previous responses."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.jobs.tasks import start_jobs_on_commit
from requests_app.service_views import FindsFirst, ServiceFormView
from responses.models import PreviousResponse
from responses.precedents.disagreeing import (
    disagreement,
    disagreements,
    keep_difference,
    kept_with,
)
from responses.precedents.forms import (
    ConfirmPreviousResponseForm,
    DiscardPreviousResponseForm,
    FindPreviousResponsesForm,
    ImportLettersForm,
    KeepDifferenceForm,
)
from responses.precedents.queries import (
    MOST_QUESTIONS,
    MOST_SHOWN,
    OUTCOMES,
    questions_of,
    segments_of,
)
from responses.precedents.services import (
    READ_PREVIOUS_RESPONSE,
    confirm_previous_response,
    discard_previous_response,
    import_letter,
)
from responses.precedents.similar import letters_found

PAGE_SIZE = 50
PAIRS_SHOWN = 20


class PreviousResponses(PermissionRequiredMixin, TemplateView):
    permission_required = policy.DRAFT_RESPONSE
    template_name = "responses/precedents/previous_responses.html"

    def get_context_data(self, **kwargs):
        form = FindPreviousResponsesForm(self.request.GET)
        wanted = form.wanted
        paginator = Paginator(letters_found(self.request.user, wanted), PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("page"))
        waiting = PreviousResponse.objects.visible_to(self.request.user).filter(
            read_at__isnull=True, error=""
        )
        return super().get_context_data(
            form=form,
            wanted=wanted,
            page=page,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            waiting=waiting.count(),
            **kwargs,
        )

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            return ["responses/precedents/previous_responses_list.html"]
        return [self.template_name]


class ImportLetters(PermissionRequiredMixin, ServiceFormView):
    permission_required = policy.DRAFT_RESPONSE
    form_class = ImportLettersForm
    template_name = "responses/precedents/import_letters.html"

    def act(self, form):
        imported = [
            import_letter(by=self.request.user, name=file.name, data=file.read())
            for file in form.cleaned_data["letters"]
        ]
        if text := form.cleaned_data["text"].strip():
            imported.append(import_letter(by=self.request.user, text=text))
        start_jobs_on_commit(READ_PREVIOUS_RESPONSE)
        return imported

    def get_success_url(self):
        seen = PreviousResponse.objects.visible_to(self.request.user)
        first = self.made[0].letter
        if len(self.made) == 1 and seen.filter(pk=first.pk).exists():
            return first.get_absolute_url()
        return reverse("previous-responses")

    def tell(self):
        """Tell the user which letters are new and which were imported before."""
        new = sum(one.is_new for one in self.made)
        again = [one.letter for one in self.made if not one.is_new]
        if new:
            count = "One letter" if new == 1 else f"{new} letters"
            messages.success(
                self.request, f"{count} imported. Reading takes a few seconds."
            )
        # Do not name a letter about a request the user may not see.
        visible = PreviousResponse.objects.visible_to(self.request.user)
        shown = visible.filter(pk__in=[one.pk for one in again])
        for letter in shown.select_related("imported_by"):
            day = timezone.localtime(letter.imported_at)
            messages.info(
                self.request,
                f"“{letter.name or letter}” was already imported on {day:%-d %B %Y} "
                f"by {letter.imported_by}, so it was not imported again.",
            )


class PreviousResponseMixin(PermissionRequiredMixin):
    """Look up the letter in the address, among letters visible to the user."""

    permission_required = policy.DRAFT_RESPONSE

    def dispatch(self, request, *args, **kwargs):
        visible = PreviousResponse.objects.visible_to(request.user)
        self.letter = get_object_or_404(
            visible.select_related("foi_request", "imported_by"),
            pk=kwargs["previous_response"],
        )
        return super().dispatch(request, *args, **kwargs)


class PreviousResponsePage(PreviousResponseMixin, ServiceFormView):
    form_class = ConfirmPreviousResponseForm
    success_url = reverse_lazy("previous-responses")
    template_name = "responses/precedents/previous_response.html"

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            return ["responses/precedents/previous_response_waiting.html"]
        return [self.template_name]

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if request.htmx and self.letter.standing != "waiting":
            # The letter has been read, so the whole page must change.
            response["HX-Refresh"] = "true"
        return response

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self):
        letter = self.letter
        return {
            "reference": letter.reference,
            "issued_on": letter.issued_on,
            "subject": letter.subject,
            "request_reference": letter.foi_request.reference
            if letter.foi_request
            else "",
            "version": letter.version,
        }

    def get_context_data(self, **kwargs):
        letter = self.letter
        reading = letter.reading
        return super().get_context_data(
            letter=letter,
            segments=segments_of(letter),
            questions=questions_of(letter),
            outcome=OUTCOMES.get(reading.get("outcome", ""), ""),
            grounds=reading.get("exemptions", []),
            together=[
                ", ".join(label.replace("/", ".") for label in labels)
                for labels in reading.get("answered_together", [])
            ],
            more_characters=max(len(letter.text) - MOST_SHOWN, 0),
            more_questions=max(len(reading.get("questions", [])) - MOST_QUESTIONS, 0),
            **kwargs,
        )

    def act(self, form):
        letter = confirm_previous_response(
            letter=self.letter,
            by=self.request.user,
            on=timezone.localdate(),
            at=timezone.now(),
            **form.said(),
        )
        start_jobs_on_commit(READ_PREVIOUS_RESPONSE)
        return letter

    @property
    def done(self):
        return (
            f"{self.made} is confirmed. Its answers are offered where similar "
            "questions are answered."
        )


class DiscardPreviousResponse(PreviousResponseMixin, ServiceFormView):
    form_class = DiscardPreviousResponseForm
    success_url = reverse_lazy("previous-responses")
    template_name = "responses/precedents/discard_previous_response.html"

    def get_initial(self):
        return {"version": self.letter.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(letter=self.letter, **kwargs)

    def act(self, form):
        discard_previous_response(letter=self.letter, **form.cleaned_data)

    @property
    def done(self):
        return f"“{self.letter.name or self.letter}” was removed."


class PreviousResponseFile(PreviousResponseMixin, View):
    """Return the file as imported, for download only: browsers must not open it."""

    def get(self, request, *args, **kwargs):
        if not self.letter.file:
            raise Http404("This letter was pasted.")
        try:
            file = self.letter.file.open("rb")
        except OSError:
            messages.error(request, "The file is missing from the store.")
            return redirect(self.letter)
        return FileResponse(
            file,
            as_attachment=True,
            filename=self.letter.name or "letter",
            content_type="application/octet-stream",
            headers={
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox; default-src 'none'",
            },
        )


class DisagreeingAnswers(PermissionRequiredMixin, TemplateView):
    permission_required = policy.DRAFT_RESPONSE
    template_name = "responses/precedents/disagreeing_answers.html"

    def get_context_data(self, **kwargs):
        paginator = Paginator(disagreements(self.request.user), PAIRS_SHOWN)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            **kwargs,
        )


class KeepDifference(FindsFirst, ServiceFormView):
    """Two disagreeing answers, side by side, with the reason to keep both."""

    permission_required = policy.DRAFT_RESPONSE
    form_class = KeepDifferenceForm
    success_url = reverse_lazy("disagreeing-answers")
    template_name = "responses/precedents/keep_difference.html"
    done = "The pair is put away until one of the answers changes."

    def find(self):
        return self.pair

    @cached_property
    def pair(self):
        found = disagreement(
            self.request.user, self.kwargs["first"], self.kwargs["second"]
        )
        if found is None:
            raise Http404("No such pair of answers.")
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            pair=self.pair,
            kept=kept_with(self.pair),
            may_keep=policy.KEEP_LIBRARY in self.request.user.role_permissions,
            **kwargs,
        )

    def act(self, form):
        return keep_difference(
            pair=self.pair, by=self.request.user, **form.cleaned_data
        )
