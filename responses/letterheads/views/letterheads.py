"""Pages for the look of letters, and for the pictures on them."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from accounts import policy
from requests_app.calendars.views.interpretations import AuthorityMixin
from requests_app.service_views import FindsFirst, ServiceFormView
from responses.letterheads.forms.letterheads import SaveLetterheadForm
from responses.letterheads.sample import sample_of
from responses.letterheads.services import LetterheadChanged, save_letterhead
from responses.letters import pictures
from responses.letters.pages import article_of, page_of
from responses.letters.parties import letterhead_of
from responses.letters.wording.loading import wording_in

_SETTINGS = (
    "logo_text",
    "envelope",
    "layout",
    "has_headings",
    "language",
    "sends_from",
    "undo_minutes",
    "archive",
)
_PICTURES = ("logo", "signature")


class SaveLetterhead(AuthorityMixin, ServiceFormView):
    template_name = "responses/letterheads/save_letterhead.html"
    form_class = SaveLetterheadForm
    done = "Letterhead saved. New letters use it; issued letters stay as they are."

    @cached_property
    def letterhead(self):
        return letterhead_of(self.authority)

    @property
    def version(self):
        return self.letterhead.version if self.letterhead.pk else 0

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "letterhead": self.letterhead}

    def get_initial(self):
        kept = {name: getattr(self.letterhead, name) for name in _SETTINGS}
        return {**kept, "version": self.version}

    def get_context_data(self, **kwargs):
        wording = wording_in(self.letterhead.language, authority_id=self.authority.pk)
        sample = sample_of(self.authority, self.letterhead, wording)
        return super().get_context_data(letter=article_of(page_of(sample)), **kwargs)

    def act(self, form):
        given = form.cleaned_data
        return save_letterhead(
            authority=self.authority,
            version=given["version"],
            settings={name: given[name] for name in _SETTINGS},
            remove=frozenset(name for name in _PICTURES if given.get(f"remove_{name}")),
            **{name: given[name] for name in _PICTURES},
            by=self.request.user,
        )

    def refused(self, form, refusal):
        if isinstance(refusal, LetterheadChanged):
            form.data = form.data.copy()
            form.data["version"] = self.version
        return super().refused(form, refusal)

    def get_success_url(self):
        return reverse("letterhead", kwargs={"authority": self.authority.pk})


class LetterheadPicture(FindsFirst, View):
    """Serve a picture shown on letters, to users who read letters here."""

    def has_permission(self):
        allowed = self.request.user.role_permissions
        return bool({policy.VIEW_REQUESTS, policy.ADMINISTER} & allowed)

    def find(self):
        try:
            self.content = pictures.read(self.request.path)
        except pictures.NoSuchPicture as refusal:
            raise Http404 from refusal

    def get(self, request, *args, **kwargs):
        kind = "image/jpeg" if request.path.endswith(".jpg") else "image/png"
        return HttpResponse(
            self.content,
            content_type=kind,
            headers={
                "Cache-Control": "private, max-age=31536000, immutable",
                "X-Content-Type-Options": "nosniff",
            },
        )
