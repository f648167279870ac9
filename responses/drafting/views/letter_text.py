"""Edit the letter's opening and ending."""

from django.urls import reverse
from django.utils import timezone

from requests_app.presence.queries import LETTER_TEXT
from requests_app.service_views import ServiceFormView
from responses.comments.threads import About
from responses.drafting.changed_fields import changed_fields
from responses.drafting.forms.draft import SaveLetterTextForm
from responses.drafting.letter_text import LetterTextChanged, save_letter_text
from responses.drafting.views.pasting import TellsOfLeftOut
from responses.drafting.views.room import PartRoomMixin
from responses.drafting.views.wording import LETTER_BOXES, OffersWording, Place
from responses.models import Comment, DraftRevision


class SaveLetterText(OffersWording, PartRoomMixin, TellsOfLeftOut, ServiceFormView):
    form_class = SaveLetterTextForm
    template_name = "responses/drafting/save_letter_text.html"
    part = DraftRevision.Part.LETTER_TEXT
    versions_page = "letter-text-versions"
    letter_form = "letter-text"
    commented = About(Comment.Part.LETTER_TEXT)
    place = LETTER_TEXT
    done = "Opening and ending of the letter saved."

    def get_initial(self):
        letter = self.draft.letter_text
        return {
            "opening": letter.opening if letter else "",
            "ending": letter.ending if letter else "",
            "what_changed": letter.what_changed if letter else "",
            "version": letter.version if letter else 0,
        }

    def get_form_kwargs(self):
        follows = self.foi_request.letters.responses().exists()
        return {**super().get_form_kwargs(), "follows_another": follows}

    def get_places(self, form):
        return [Place("letter-text", form, LETTER_BOXES)]

    def act(self, form):
        return save_letter_text(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            **form.cleaned_data,
        )

    def refused(self, form, refusal):
        if isinstance(refusal, LetterTextChanged):
            return self.show_both(form, refusal)
        return super().refused(form, refusal)

    def get_success_url(self):
        at = {"reference": self.foi_request.reference}
        return reverse("draft-response", kwargs=at)

    def show_both(self, form, refusal):
        """Show the typed and the saved text; saving again keeps the typed text."""
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data["version"] = refusal.draft.version
        names = ("opening", "ending", "what_changed")
        stands = {name: getattr(refusal.draft, name) for name in names}
        return self.render_to_response(
            self.get_context_data(
                form=form, changed=changed_fields(form, stands, rich=names[:2])
            ),
            status=409,
        )
