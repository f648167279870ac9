"""Search: the requests found, the passages, and facts to narrow by."""

from collections.abc import Mapping
from functools import cached_property
from math import ceil

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from documents.finding.tokens import words_of
from documents.richtext.plain import to_plain
from requests_app.lists.filters_in_words import by_name
from requests_app.lists.forms import all_names
from requests_app.lists.queries import ALL
from requests_app.lists.views.lists import FindsRequests
from requests_app.models import FOIRequest
from requests_app.search.asking import MOST_TYPED, Asked, read
from requests_app.search.marks import reference_marks
from requests_app.search.matching import find, seek
from requests_app.search.newest import ranked_keys
from requests_app.search.showing import Found, Shown, show
from requests_app.search.suggesting import meant
from responses.desk.facets import facets_of
from responses.desk.views.by_meaning import SearchByMeaning
from responses.models import Answer

PAGE_SIZE = 20
# So many of the newest matches are ranked. More take too long to find for a page.
MOST_SHOWN = 200
# Of a page: a longer number is no page.
_LONGEST_NUMBER = 12  # digits
# Of an address: none of these narrows.
_NOT_FILTERS = frozenset({"q", "by", "page", "state"})


class Searches(FindsRequests):
    """Look for the words typed, among the requests of the filters."""

    @cached_property
    def whole(self) -> str:
        """The text typed."""
        return " ".join(self.request.GET.get("q", "").split())

    @property
    def typed(self) -> str:
        """The text typed, as far as read."""
        return self.whole[:MOST_TYPED]

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether the address has filters."""
        given = self.request.GET.items()
        return any(value for name, value in given if name not in _NOT_FILTERS)


class Search(Searches, TemplateView):
    template_name = "responses/desk/search.html"

    def get(self, request, *args, **kwargs):
        if request.GET.get("by") == "meaning" or request.GET.get("like"):
            return SearchByMeaning.as_view()(request)
        found = self.narrow()
        self.among = found
        self.offers, self.keys, self.instead, self.is_some = [], [], "", False
        self.asked = read(self.typed)
        self.says_enough = False
        if self.asked:
            self.look()
        if reference := self.opens_at_once():
            return redirect("foi-request", reference)
        return super().get(request, *args, **kwargs)

    def look(self):
        """Look for the words typed; after no match, for near spellings."""
        user, on = self.request.user, timezone.localdate()
        self.sought, self.keys = find(self.asked, user=user, on=on, most=MOST_SHOWN)
        self.says_enough = bool(self.sought.branches())
        if self.is_narrowed:
            self.keys = ranked_keys(self.sought, self.among, most=MOST_SHOWN)
        if self.keys or self.is_narrowed:
            return
        as_typed = self.sought
        self.offers = meant(as_typed, most=MOST_SHOWN)
        if self.offers:
            self.sought, self.keys = self.offers[0]
            self.instead = str(self.sought.asked)
        elif len(self.asked.groups) > 1:
            self.sought = as_typed.with_some()
            self.keys = ranked_keys(self.sought, most=MOST_SHOWN)
            self.is_some = bool(self.keys)

    @cached_property
    def number(self):
        """The number of the page, at most the last."""
        return max(1, min(self.typed_number, self.pages))

    @cached_property
    def typed_number(self):
        """The number of the page in the address; 1 where it has none."""
        typed = self.request.GET.get("page", "")
        return int(typed) if typed.isdecimal() and len(typed) < _LONGEST_NUMBER else 1

    @property
    def ranked(self):
        """The keys of the requests with a rank."""
        return self.keys[:MOST_SHOWN]

    @property
    def pages(self):
        """How many pages there are."""
        return max(1, ceil(len(self.ranked) / PAGE_SIZE))

    @cached_property
    def rows(self):
        """The requests of the page."""
        start = (self.number - 1) * PAGE_SIZE
        keys = self.ranked[start : start + PAGE_SIZE]
        visible = FOIRequest.objects.visible_to(self.request.user)
        found = {
            one.pk: one
            for one in visible.filter(pk__in=keys)
            .select_related("officer", "team")
            .defer("received_text", "preamble", "closing", "requester_address")
        }
        return [found[key] for key in keys if key in found]

    def opens_at_once(self):
        """Return the reference, if it was typed whole and a request has it."""
        if self.number > 1 or self.instead or self.is_some or self.is_narrowed:
            return None
        if not any(char.isdigit() for char in self.typed):
            return None
        wanted = [word for term in self.asked.wanted for word in term.words]
        for one in self.rows:
            own = words_of(one.reference or "")
            is_alone = len(self.keys) == 1
            if own and (
                own == wanted
                or "".join(own) == "".join(wanted)
                or (is_alone and {*reference_marks(own)} & {*reference_marks(wanted)})
            ):
                return one.reference
        return None

    def get_context_data(self, **kwargs):
        rows = self.rows if self.keys else []
        shown = (
            show([one.pk for one in rows], self.sought, welsh=_welsh(rows))
            if rows
            else {}
        )
        self.answers = answers_to(shown)
        self.form.add_names(all_names(self.request.user) if self.is_narrowed else {})
        last = self.number >= self.pages
        return super().get_context_data(
            words=self.typed,
            is_cut=len(self.whole) > MOST_TYPED,
            most_typed=MOST_TYPED,
            found=[
                (one, shown[one.pk].subject, self.passages(one, shown[one.pk]))
                for one in rows
            ],
            count=len(self.ranked),
            is_capped=len(self.keys) > MOST_SHOWN,
            instead=self.instead,
            offers=list(self.get_offers()),
            is_some=self.is_some,
            says_too_little=bool(self.typed) and not self.says_enough,
            chosen=list(self.get_chosen()),
            number=self.number,
            beyond=self.typed_number if self.typed_number > self.number else None,
            without_exclusions=self.get_without_exclusions(),
            pages=self.pages,
            previous=self.address(page=self.number - 1) if self.number > 1 else "",
            next="" if last else self.address(page=self.number + 1),
            query=self.address(q=self.instead or self.typed),
            form=self.form,
            **kwargs,
        )

    def get_without_exclusions(self):
        """Return the address of the search without its "-words"; "" for none."""
        wanted = [group for group in self.asked.groups if not group.is_without]
        if not wanted or len(wanted) == len(self.asked.groups):
            return ""
        return self.address(q=str(Asked(tuple(wanted))))

    def get_chosen(self):
        """Yield each filter in use in words, with the address without it."""
        for name, words in by_name(self.form):
            is_all = self.form.chosen[name] == [ALL]
            if name != "q" and name in self.request.GET and not is_all:
                yield words, self.address(**{name: None})

    def get_offers(self):
        """Yield further spellings, each with its address."""
        for sought, _ in self.offers[1:]:
            typed = str(sought.asked)
            yield typed, self.address(q=typed)

    def passages(self, foi_request, found):
        """Return each passage with its address, and for a question its answer."""
        return [
            (
                one,
                _url_of(one, foi_request) if foi_request.reference else "",
                self.answers.get(one.passage.asks, ""),
            )
            for one in found.passages
        ]


class NarrowSearch(Searches, TemplateView):
    """The exact count of a search, and facts to narrow by."""

    template_name = "responses/desk/search_narrower.html"

    def get_context_data(self, **kwargs):
        found = self.narrow()
        asked = read(self.typed)
        count, facets = 0, []
        if asked:
            sought = seek(asked, user=self.request.user, on=timezone.localdate())
            entries = sought.entries()
            count, facets = facets_of(found.filter(pk__in=entries.values("pk")))
        return super().get_context_data(
            count=count,
            facets=[
                (
                    one.title,
                    [
                        (choice, f"{reverse('search')}{self.address(**choice.narrows)}")
                        for choice in one.choices
                    ],
                )
                for one in facets
            ],
            words=self.typed,
            query=self.address(),
            **kwargs,
        )


def answers_to(shown: Mapping[int, Found]) -> dict[int, str]:
    """Return the answers to the questions shown, without markup, in one query."""
    keys = [
        one.passage.asks
        for found in shown.values()
        for one in found.passages
        if one.passage.asks
    ]
    given = Answer.objects.filter(questions__in=keys).exclude(text="").order_by("pk")
    return {key: to_plain(text) for key, text in given.values_list("questions", "text")}


def _welsh(rows):
    return [one.pk for one in rows if one.language == FOIRequest.Language.WELSH]


def _url_of(shown: Shown, foi_request: FOIRequest) -> str:
    """Return the address of the page with a passage."""
    passage = shown.passage
    place = passage.place or "foi-request"
    url = reverse(place, args=[foi_request.reference, *passage.args])
    return f"{url}#{passage.anchor}" if passage.anchor else url
