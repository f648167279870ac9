"""What the palette of commands offers, for its script."""

from django.http import JsonResponse
from django.urls import Resolver404, resolve
from django.views.generic import View

from requests_app.models import FOIRequest
from responses.desk.palette import found_for

_MOST_TYPED = 100


class Palette(View):
    """Return what the person may open or do, from the page they are on."""

    http_method_names = ["get"]

    def get(self, request):
        words = " ".join(request.GET.get("q", "").split())[:_MOST_TYPED]
        found = found_for(words, user=request.user, here=self.here)
        return JsonResponse({"found": [entry._asdict() for entry in found]})

    @property
    def here(self):
        """The request of the page, where the person may see it."""
        try:
            named = resolve(self.request.GET.get("at", "")).kwargs
        except Resolver404:
            return None
        if "reference" not in named:
            return None
        visible = FOIRequest.objects.visible_to(self.request.user)
        return visible.filter(reference=named["reference"]).first()
