"""Pages for administrators to word the fixed sentences of letters."""

from types import MappingProxyType

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from requests_app.calendars.views.interpretations import AuthorityMixin
from requests_app.models import FOIRequest
from requests_app.service_views import ServiceFormView
from responses.letterheads.forms.wording import RestoreWordingForm, SaveWordingForm
from responses.letterheads.queries import (
    LANGUAGES,
    MOST,
    found_in,
    line_of,
    lines_of,
    versions_of,
)
from responses.letterheads.sample import sample_with
from responses.letterheads.wording import WordingChanged, restore_wording, save_wording
from responses.letters.pages import article_of, page_of
from responses.letters.parties import letterhead_of
from responses.letters.wording.catalogue import GROUPS, SentenceUnknown
from responses.letters.wording.letter_wording import LetterWording
from responses.letters.wording.loading import wording_in
from responses.models import Wording


class WordingMixin(AuthorityMixin):
    """Look up the language in the address, and the sentence if given."""

    def find(self):
        super().find()
        return self.line if "key" in self.kwargs else self.language

    @cached_property
    def language(self):
        language = self.kwargs["language"]
        if language not in FOIRequest.Language.values:
            raise Http404
        return language

    @cached_property
    def line(self):
        try:
            return line_of(self.authority, self.language, self.kwargs["key"])
        except SentenceUnknown as unknown:
            raise Http404 from unknown

    def get_context_data(self, **kwargs):
        kwargs |= {
            "language": self.language,
            "language_name": FOIRequest.Language(self.language).label,
        }
        return super().get_context_data(**kwargs)

    def get_success_url(self):
        names = {name: self.kwargs[name] for name in ("authority", "language", "key")}
        return reverse("change-wording", kwargs=names)


class WordingPage(WordingMixin, TemplateView):
    template_name = "responses/letterheads/wording.html"

    def get_context_data(self, **kwargs):
        lines = lines_of(self.authority, self.language)
        sought = self.request.GET.get("q", "").strip()[:200]
        changed = [line for line in lines if line.is_changed]
        names = {group.name for group in GROUPS}
        chosen = self.request.GET.get("group", "")
        chosen = chosen if chosen in names or chosen == "changed" else ""
        if sought:
            found = list(found_in(lines, sought))
        elif chosen == "changed":
            found = changed
        else:
            chosen = chosen or GROUPS[0].name
            found = [line for line in lines if line.sentence.group == chosen]
        return super().get_context_data(
            groups=GROUPS,
            chosen="" if sought else chosen,
            group=next((one for one in GROUPS if one.name == chosen), None),
            sought=sought,
            changed=changed,
            lines=found[:MOST],
            left_out=max(0, len(found) - MOST),
            languages=LANGUAGES,
            **kwargs,
        )


class ChangeWording(WordingMixin, ServiceFormView):
    template_name = "responses/letterheads/change_wording.html"
    form_class = SaveWordingForm
    done = "Sentence saved. New letters use it; issued letters stay as they are."

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "sentence": self.line.sentence,
            "language": self.language,
        }

    def get_initial(self):
        return {"text": self.line.text, "number": self.line.number}

    def get_context_data(self, **kwargs):
        kwargs.setdefault("text", self.line.text)
        letter = self.get_sample(kwargs["text"])
        versions = versions_of(self.authority, self.language, self.line)
        return super().get_context_data(
            line=self.line,
            sentence=self.line.sentence,
            letter=letter,
            is_marked='id="marked"' in (letter or ""),
            versions=versions,
            restore_form=RestoreWordingForm(initial={"number": self.line.number}),
            **kwargs,
        )

    def get_sample(self, text):
        """Return a sample letter with this wording, or None.

        None means that no response contains the sentence.
        """
        wording = wording_in(self.language, authority_id=self.authority.pk)
        own = MappingProxyType({**wording.own, self.line.sentence.key: text})
        wording = LetterWording(language=self.language, own=own)
        letterhead = letterhead_of(self.authority)
        key = self.line.sentence.key
        content = sample_with(key, self.authority, letterhead, wording)
        if content is None:
            return None
        article = article_of(page_of(content))
        # The target of the link above the letter.
        return mark_safe(article.replace("<mark ", '<mark id="marked" ', 1))  # noqa: S308

    def form_valid(self, form):
        if "preview" in self.request.POST:
            text = form.cleaned_data["text"]
            context = self.get_context_data(form=form, text=text, is_preview=True)
            return self.render_to_response(context)
        return super().form_valid(form)

    def act(self, form):
        return save_wording(
            authority=self.authority,
            key=self.line.sentence.key,
            language=self.language,
            by=self.request.user,
            **form.cleaned_data,
        )

    def refused(self, form, refusal):
        if isinstance(refusal, WordingChanged):
            del self.line
            form.data = form.data.copy()
            form.data["number"] = refusal.newest.number
        return super().refused(form, refusal)


class RestoreWording(WordingMixin, ServiceFormView):
    http_method_names = ["post", "options"]
    form_class = RestoreWordingForm
    done = "That version is in use again."

    def act(self, form):
        try:
            return restore_wording(
                authority=self.authority,
                key=self.line.sentence.key,
                language=self.language,
                version=self.kwargs["version"],
                by=self.request.user,
                **form.cleaned_data,
            )
        except Wording.DoesNotExist as missing:
            raise Http404 from missing

    def refused(self, form, refusal):
        messages.error(self.request, str(refusal))
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        return redirect(self.get_success_url())
