"""Read text pasted into an editor, and say where a typed text lost something."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import JsonResponse
from django.views.generic import View

from accounts import policy
from requests_app.service_views import refused_as_json
from responses.drafting.forms.rich_text import RichTextField
from responses.drafting.permitted import TextNotTaken, take_pasted


class ReadPasted(PermissionRequiredMixin, View):
    """Return pasted HTML as an answer holds it; called by the editor's script."""

    permission_required = policy.DRAFT_RESPONSE
    http_method_names = ["post"]

    def post(self, request):
        try:
            taken = take_pasted(request.POST.get("html", ""))
        except TextNotTaken as reason:
            return refused_as_json(str(reason), status=422)
        return JsonResponse({"html": taken.html, "left_out": taken.left_out})


class TellsOfLeftOut:
    """A page with rich text: after saving, say what a letter cannot hold.

    The editor says so when text is pasted. Text that comes another way is cleaned on
    saving, and nothing is left out in silence.
    """

    def form_valid(self, form):
        self.left_out = [
            sentence
            for name, field in form.fields.items()
            if isinstance(field, RichTextField)
            for sentence in field.left_out_of(form[name].value())
        ]
        return super().form_valid(form)

    def tell(self):
        super().tell()
        for sentence in self.left_out:
            messages.warning(self.request, sentence)
