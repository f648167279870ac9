"""Download the draft for Word, take the draft back, and see the report."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from requests_app.files.downloads import file_response
from requests_app.pages.request_mixin import RequestMixin
from requests_app.service_views import ServiceFormView
from responses.drafting.views.mixins import DraftMixin
from responses.letters.pictures import NoSuchPicture
from responses.models import WordReturn
from responses.word_drafts.forms import TakeBackWordDraftForm
from responses.word_drafts.making import make_word_draft
from responses.word_drafts.report import Report
from responses.word_drafts.returning import take_back_word_draft


class DraftInWord(RequestMixin, View):
    """Download the draft of today as a Word document."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        # Imported here, because few processes ever need the libraries for Word.
        from responses.letters.word.document import MEDIA_TYPE

        try:
            content = make_word_draft(
                foi_request=self.foi_request, by=request.user, on=timezone.localdate()
            )
        except NoSuchPicture as reason:
            messages.error(request, str(reason))
            return redirect(self.foi_request)
        name = f"{self.foi_request.reference} draft.docx"
        return file_response(content, name=name, media_type=MEDIA_TYPE)


class TakeBackWordDraft(DraftMixin, ServiceFormView):
    form_class = TakeBackWordDraftForm
    template_name = "responses/word_drafts/take_back_word_draft.html"
    refused_at = "file"

    def get_context_data(self, **kwargs):
        returns = WordReturn.objects.filter(draft__foi_request=self.foi_request)
        return super().get_context_data(
            returns=returns.select_related("by")[:20], **kwargs
        )

    def act(self, form):
        file = form.cleaned_data["file"]
        return take_back_word_draft(
            foi_request=self.foi_request,
            name=file.name,
            data=file.read(),
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_success_url(self):
        named = {"reference": self.foi_request.reference, "returned": self.made.pk}
        return reverse("word-return", kwargs=named)


class WordReturnPage(DraftMixin, TemplateView):
    """The report on a returned document."""

    template_name = "responses/word_drafts/word_return.html"

    def get_context_data(self, **kwargs):
        found = WordReturn.objects.select_related("by", "draft__made_by")
        came = get_object_or_404(
            found, pk=self.kwargs["returned"], draft__foi_request=self.foi_request
        )
        return super().get_context_data(
            came=came, report=Report.from_plain_data(came.report), **kwargs
        )
