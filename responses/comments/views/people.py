"""Offer people to be named in a comment."""

from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.http import JsonResponse
from django.views.generic import View

from accounts import policy
from requests_app.pages.request_mixin import RequestMixin
from responses.comments.people import people_of

_MOST_OFFERED = 8


class FindPeople(RequestMixin, View):
    """Suggest people while the user types "@"."""

    permission_required = policy.COMMENT

    def get(self, request, *args, **kwargs):
        typed = request.GET.get("q", "").strip()[:100]
        people = people_of(self.foi_request).annotate(
            name=Concat("first_name", Value(" "), "last_name")
        )
        found = people.filter(
            Q(username__istartswith=typed)
            | Q(name__istartswith=typed)
            | Q(last_name__istartswith=typed)
        )
        return JsonResponse(
            {
                "people": [
                    {"username": one.username, "name": str(one)}
                    for one in found[:_MOST_OFFERED]
                ]
            }
        )
