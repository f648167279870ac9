"""Search by meaning: questions near the words typed, or near a question."""

from datetime import timedelta
from functools import cached_property

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import policy
from documents.meaning.words import with_lead_in
from requests_app.jobs.tasks import start_on_commit
from requests_app.models import FOIRequest, Question
from requests_app.search.asking import MOST_TYPED
from responses.precedents.by_meaning import has_meanings, look_for
from responses.precedents.found import found_by_meaning
from responses.precedents.lead_ins import lead_in
from responses.precedents.tasks import start_finding

# After this the page no longer looks again by itself.
LONGEST_WAIT = timedelta(seconds=20)
_LONGEST_KEY = 18


class SearchByMeaning(PermissionRequiredMixin, TemplateView):
    permission_required = policy.VIEW_REQUESTS
    template_name = "responses/desk/search_by_meaning.html"

    @cached_property
    def question(self):
        """The question to which others are wanted, or None."""
        key = self.request.GET.get("like", "")
        if not key:
            return None
        if not key.isdecimal() or len(key) > _LONGEST_KEY:
            raise Http404
        visible = FOIRequest.objects.visible_to(self.request.user)
        found = (
            Question.objects.filter(pk=key, foi_request__in=visible)
            .select_related("foi_request", "parent__parent")
            .first()
        )
        if found is None:
            raise Http404
        return found

    @cached_property
    def whole(self):
        """The text typed."""
        return " ".join(self.request.GET.get("q", "").split())

    def get_words(self):
        """Return the words to look for."""
        if self.question is None:
            return self.whole[:MOST_TYPED]
        parent = self.question.parent
        above = [parent.parent, parent] if parent else []
        own = f"{self.question.text} {self.question.after}"
        return with_lead_in(lead_in([one.text for one in above if one]), own)

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        words = self.get_words()
        is_there = bool(words) and has_meanings(user.authority)
        search = None
        if is_there:
            search = look_for(words, authority=user.authority, at=now)
            if not search.found_at:
                start_on_commit(start_finding)
        is_found = search is not None and search.found_at is not None
        apart = self.question.foi_request if self.question else None
        return super().get_context_data(
            question=self.question,
            words="" if self.question else words,
            looked_for=words,
            is_cut=len(self.whole) > MOST_TYPED,
            most_typed=MOST_TYPED,
            is_by_meaning=True,
            is_there=is_there,
            is_waiting=is_there and not is_found,
            is_late=is_there and not is_found and search.asked_at < now - LONGEST_WAIT,
            found=found_by_meaning(search, user, apart_from=apart) if is_found else [],
            here=self.request.get_full_path(),
            **kwargs,
        )
