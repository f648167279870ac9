"""Take the beat of an open page."""

import re

from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.generic import View

from requests_app.models import FOIRequest
from requests_app.presence.queries import LETTER_TEXT, STATEMENT
from requests_app.presence.services import be_here

_PLACE = re.compile(rf"(?:[0-9]{{1,19}}|{STATEMENT}|{LETTER_TEXT})?")


class Beat(View):
    """Note the user as present in a request; answer with the others there.

    The page's script sends this every few seconds.
    """

    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        visible = FOIRequest.objects.visible_to(request.user).only("pk")
        self.foi_request = get_object_or_404(visible, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, reference):
        place = request.POST.get("place", "")
        if not _PLACE.fullmatch(place):
            raise BadRequest("The draft has no such part.")
        company = be_here(
            foi_request=self.foi_request,
            user=request.user,
            place=place,
            is_typing=request.POST.get("typing") == "yes",
        )
        return JsonResponse(
            {"here": company.here, "beside": company.beside, "rows": company.rows}
        )
