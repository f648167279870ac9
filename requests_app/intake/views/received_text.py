"""Views of the text of a request, exactly as received."""

from django.http import HttpResponse
from django.views.generic import TemplateView, View

from requests_app.pages.request_mixin import RequestMixin
from requests_app.questions.outline.placing import place
from requests_app.questions.stored_outline import outline_of

# Keeps a page well under 100 kB. A longer text is offered as a file.
CHARACTERS_SHOWN = 40_000


class ReceivedText(RequestMixin, TemplateView):
    template_name = "requests_app/intake/received_text.html"

    def get_context_data(self, **kwargs):
        text = self.foi_request.received_text
        shown = text[:CHARACTERS_SHOWN]
        # The key of the request in the address has the same name.
        return super().get_context_data(**kwargs) | {
            "foi_request": self.foi_request,
            "placing": place(shown, outline_of(self.foi_request)),
            "is_cut": len(text) > len(shown),
            "shown": f"{len(shown):,}",
            "characters": f"{len(text):,}",
            "clarifications": self.foi_request.clarifications.select_related(
                "settled_by"
            ),
        }


class ReceivedTextFile(RequestMixin, View):
    def get(self, request, *args, **kwargs):
        name = str(self.foi_request).replace("/", "-")
        return HttpResponse(
            self.foi_request.received_text,
            content_type="text/plain; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{name}-received.txt"',
                "X-Content-Type-Options": "nosniff",
            },
        )
