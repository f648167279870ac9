"""The words around the answers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from responses import services
from responses.forms import SaveLetterTextForm
from responses.reading.changed import changed_fields
from responses.views.drafting.about import AboutDraft


class SaveLetterText(AboutDraft, FormView):
    form_class = SaveLetterTextForm
    template_name = "responses/save_letter_text.html"

    def get_initial(self):
        letter = self.draft.letter_text
        return {
            "opening": letter.opening if letter else "",
            "ending": letter.ending if letter else "",
            "version": letter.version if letter else 0,
        }

    def form_valid(self, form):
        try:
            services.save_letter_text(
                foi_request=self.foi_request,
                by=self.request.user,
                on=timezone.localdate(),
                **form.cleaned_data,
            )
        except services.LetterTextChanged as refusal:
            return self.show_both(form, refusal)
        except services.DraftingRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Opening and ending of the letter saved.")
        return redirect("draft-response", reference=self.foi_request.reference)

    def show_both(self, form, refusal):
        """Show what was typed beside what stands; saving again decides for it."""
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data["version"] = refusal.draft.version
        stands = {"opening": refusal.draft.opening, "ending": refusal.draft.ending}
        return self.render_to_response(
            self.get_context_data(
                form=form, changed=changed_fields(form, stands, is_rich=True)
            ),
            status=409,
        )
