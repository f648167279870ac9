"""The list of requests, its count and its filters."""

from functools import partial
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts import policy
from requests_app.lists.around import MOST_SORTED, read_around
from requests_app.lists.columns import (
    COLUMNS,
    has_unknown_columns,
    known_columns,
    rows_in_html,
)
from requests_app.lists.counting import count_whole
from requests_app.lists.forms import (
    DAILY,
    GROUPS,
    LONGEST_VALUE,
    FindRequestsForm,
    SeveralField,
    all_names,
)
from requests_app.lists.markup import options
from requests_app.lists.pages import pages_by_number, read_page, size_for
from requests_app.lists.queries import (
    ALL,
    OPEN,
    is_cut_short,
    narrow,
    usual_sort,
)
from requests_app.lists.reading import read_found
from requests_app.lists.rows import rows_of_list
from requests_app.lists.saved.queries import is_same, query_to_keep
from requests_app.lists.sorting import MOST_SORTS, SORTS, Order, is_quick, read_orders
from requests_app.lists.unlisted import unlisted
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet
from requests_app.search.matching import best_matching
from requests_app.telling.reading import unread_from

# So many requests are found before they are sorted.
MOST_FEW = 1_000
# Of an address: where a page begins. None of these is a filter.
_PLACES = ("page", "after", "before")


class FindsRequests(PermissionRequiredMixin, View):
    """Find the requests for the filters in the URL, among those the user may see."""

    permission_required = policy.VIEW_REQUESTS

    def narrow(self) -> FOIRequestQuerySet:
        """Return the requests in no order, and keep what was wanted."""
        user: Any = self.request.user
        self.form = FindRequestsForm(self.request.GET, user=user)
        wanted = self.wanted = self.form.wanted
        self.words = wanted.get("q", "")
        self.is_of_open = wanted.get("state") == [OPEN]
        self.sorted_by = wanted.get("sort") or usual_sort(wanted)
        visible = FOIRequest.objects.visible_to(user)
        return narrow(visible, wanted, on=timezone.localdate())

    @cached_property
    def given(self) -> QueryDict:
        """The query of the address, without values too long to be of use."""
        query = self.request.GET.copy()
        for name, values in self.request.GET.lists():
            if name == "q":
                # As the form cuts it.
                query[name] = self.form.data[name]
            elif name != "ticked":
                kept = [value for value in values if len(value) <= LONGEST_VALUE]
                query.setlist(name, kept)
        return query

    def address(self, **changed: Any) -> str:
        """Return the address of the list with changed filters, from its beginning."""
        query = self.given.copy()
        for name in (*_PLACES, *changed):
            query.pop(name, None)
        for name, value in changed.items():
            if value is not None:
                query[name] = value
        return f"?{query.urlencode(safe=',')}"


class FOIRequests(FindsRequests, TemplateView):
    template_name = "requests_app/lists/foi_requests.html"

    def get(self, request, *args, **kwargs):
        found = self.narrow()
        if self.words:
            found = best_matching(
                found, self.words, user=request.user, on=timezone.localdate()
            )
        self.found = found
        self.orders = read_orders(self.sorted_by)
        self.around = read_around(
            request.user,
            found,
            orders=self.orders,
            beside=self.beside,
            view=_number(request.GET.get("view")),
            unlisted=self.get_unlisted(),
            named=self.form.chosen,
        )
        # Thousands of requests are sorted only as an index has them.
        self.is_unsorted = self.around.is_capped and not is_quick(self.orders)
        if self.is_unsorted:
            self.orders = read_orders("-received")
        self.form.add_names(self.around.names)
        self.size = size_for(self.get_names())
        self.page = read_page(
            found,
            orders=self.orders,
            around=self.around,
            is_back="before" in request.GET,
            number=self.number,
            size=self.size,
            # PostgreSQL cannot tell a rare provision from a common one.
            are_few=bool(self.wanted.get("provision"))
            and self.around.count <= MOST_FEW,
            read=partial(
                read_found,
                columns=self.get_names(),
                user=request.user,
                on=timezone.localdate(),
                path=request.path,
            ),
        )
        if self.page.is_short_first:
            return redirect(f"{request.path}{self.address()}")
        return super().get(request, *args, **kwargs)

    def get_unlisted(self) -> FOIRequestQuerySet | None:
        """Return what figures count and this list leaves out, if it has filters."""
        filters = self.form.fields.keys() - {"sort"}
        if filters.isdisjoint(self.request.GET):
            return None
        user: Any = self.request.user
        return unlisted(user, self.wanted, on=timezone.localdate())

    @cached_property
    def named(self) -> list[str]:
        """The names of columns in the address."""
        return [name.strip() for name in self.request.GET.get("columns", "").split(",")]

    @cached_property
    def number(self) -> int:
        """The number of the page in the address; 1 where it has none."""
        return max(1, _number(self.request.GET.get("page")) or 1)

    @cached_property
    def beside(self) -> int | None:
        """The key of the request before the page, or after; None for none."""
        return _number(self.request.GET.get("before") or self.request.GET.get("after"))

    def get_names(self):
        """Return the names of the columns: of the address, or the person's own."""
        names = known_columns(self.named) or self.around.columns
        if self.is_of_open:
            names = tuple(name for name in names if name != "closed")
        return names

    def get_context_data(self, **kwargs):
        names = self.get_names()
        rows = rows_of_list(
            self.page.found,
            self.page.foi_requests,
            user=self.request.user,
            at=timezone.now(),
        )
        return super().get_context_data(
            object_list=rows,
            rows=rows_in_html(rows, names),
            page=self.page,
            links=self.get_links(),
            around=self.around,
            count={
                "requests": self.around.count - self.around.reviews,
                "reviews": self.around.reviews,
            },
            most_sorted=MOST_SORTED,
            may_choose_all=not is_cut_short(self.words, self.around.count),
            pages_by_number=pages_by_number(self.size),
            form=self.form,
            daily=list(self.get_daily()),
            kept=list(self.get_kept({*DAILY, *_PLACES})),
            all_kept=list(self.get_kept({"sort", *_PLACES})),
            words=self.words,
            is_of_open=self.is_of_open,
            is_cut_short=is_cut_short(self.words, self.around.count),
            is_unsorted=self.is_unsorted,
            names=names,
            columns=list(self.get_columns(names)),
            orders=self.orders,
            sorts=list(self.get_sorts()),
            chosen=list(self.get_chosen()),
            gone=[*self.get_gone(), *self.get_unread()],
            unlisted=dict(
                zip(("requests", "reviews"), self.around.unlisted, strict=True)
            ),
            pins=self.around.pins,
            saved_view=self.around.view,
            **self.get_standing_of_view(names),
            query=self.address(),
            **self.get_notices(),
            **kwargs,
        )

    def get_notices(self):
        """Return the number of unread notices, where the page has read it."""
        found = self.page.found
        if not found.has_unread:
            return {}
        person, path = self.request.user, self.request.path
        number = unread_from(found.unread, person=person, path=path)
        return {"unread_notices": number}

    def get_standing_of_view(self, names):
        """Tell whether the list differs from the view it was opened by."""
        view, user = self.around.view, self.request.user
        if view is None:
            return {}
        now = query_to_keep(self.request.GET, names, user=user)
        kept = QueryDict(view["query"])
        wide = known_columns(kept.get("columns", "").split(","))
        if self.is_of_open:
            # Such a list shows no day of closing, whatever is chosen.
            kept = kept.copy()
            kept["columns"] = ",".join(name for name in wide if name != "closed")
        return {
            "is_changed": not is_same(now, kept.urlencode(safe=",")),
            "may_update": view["owner_id"] == user.pk,
        }

    def get_gone(self):
        """Yield a sentence for each officer and team chosen but gone."""
        for name, key in sorted(self.around.gone):
            if key in self.form.chosen.get(name, ()):
                what = "is closed" if name == "team" else "has no open account"
                yield f"{self.form.words_of(name, key)} {what} now."

    def get_unread(self):
        """Yield a sentence for what else of the address is not there."""
        if self.request.GET.get("view") and self.around.view is None:
            yield "The view of this address is no longer there, or not yours to see."
        if has_unknown_columns(self.named):
            yield "The address names a column that lists do not have."

    def get_links(self):
        """Return the addresses of the other pages, by the words of the link."""
        page, links = self.page, {}
        if page.has_previous:
            links["first"] = self.address()
            links["previous"] = self._beside("before", page.first, page.number - 1)
        if page.has_next:
            links["next"] = self._beside("after", page.last, page.number + 1)
            last = None if self.around.is_capped else page.pages
            links["last"] = self._beside("before", "end", last)
        return links

    def _beside(self, side, key, number):
        if self.page.is_by_number:
            return self.address(page=number or self.page.pages)
        return self.address(**{side: key, "page": number})

    def get_kept(self, left_out):
        """Yield the filters of the address, without some."""
        for name in self.given:
            if name not in left_out:
                for value in self.given.getlist(name):
                    if value:
                        yield name, value

    def get_columns(self, names):
        """Yield each column with the address to sort by it first."""
        for name in ("", *names):
            column = COLUMNS.get(name)
            title, by = (column.title, column.sort) if column else ("Request", "")
            first = self.orders[0] if self.orders else None
            url, way = "", "none"
            if by:
                chosen = Order(by, is_descending=False)
                if first and first.name == by:
                    way = "descending" if first.is_descending else "ascending"
                    chosen = first.other_way
                url = self.address(sort=self._first(chosen))
            yield {"title": title, "url": url, "aria_sort": way, "name": name}

    def _first(self, chosen: Order) -> str:
        """Return the orders of the list after a new first order."""
        given = read_orders(self.wanted.get("sort", ""))
        others = [order for order in given if order.name != chosen.name]
        return ",".join(map(str, [chosen, *others][:MOST_SORTS]))

    def get_daily(self):
        """Yield the filters above the list, each with its choices."""
        for name in DAILY:
            field = self.form[name]
            # Several values are chosen on the page of all filters.
            chosen = field.value() if len(field.value()) == 1 else ()
            yield field, options(field.field.choices, chosen=chosen)

    def get_sorts(self):
        """Yield the fields to sort by: first, then, then."""
        every = [
            (str(order), order.words)
            for order in (Order(name, way) for name in SORTS for way in (False, True))
        ]
        for place in range(MOST_SORTS):
            now = str(self.orders[place]) if place < len(self.orders) else ""
            yield {
                "label": "Then by" if place else "Sort by",
                "id": f"sort_{place + 1}",
                "options": options(every, chosen=[now]),
            }

    def get_chosen(self):
        """Yield each value in use, with the address of the list without the value."""
        for name, value in self.form.chosen.items():
            field = self.form.fields[name]
            if name in {"q", "sort"} or value in ([OPEN], [ALL]):
                continue
            if name == "ticked":
                words = self.form.words_of(name, value)
                yield {"words": words, "url": self.address(ticked=None)}
                continue
            several = value if isinstance(field, SeveralField) else [value]
            for one in several:
                others = ",".join(str(each) for each in several if each != one)
                words = self.form.words_of(name, one)
                yield {
                    "words": f"{self.form[name].label}: {words}",
                    "url": self.address(
                        **{name: others or (ALL if name == "state" else None)}
                    ),
                }


def _number(typed: str | None) -> int | None:
    """Return a number of an address; None for anything else."""
    typed = typed or ""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 19
    return int(typed) if is_number else None


class CountRequests(FindsRequests, TemplateView):
    """The whole number of requests of a long list, asked for when the page is there."""

    template_name = "requests_app/lists/count.html"

    def get_context_data(self, **kwargs):
        found = self.narrow()
        every, reviews = count_whole(found, self.wanted, user=self.request.user)
        return super().get_context_data(
            count={"requests": every - reviews, "reviews": reviews},
            total=every,
            query=self.address(),
            **kwargs,
        )


class FilterRequests(FindsRequests, TemplateView):
    """All filters of the list, on a page of their own."""

    template_name = "requests_app/lists/filter_requests.html"

    def get_context_data(self, **kwargs):
        self.narrow()
        self.form.add_names(all_names(self.request.user))
        hidden = [
            (name, value)
            for name in ("q", "sort", "columns", "ticked", "view")
            for value in self.given.getlist(name)
            if value
        ]
        return super().get_context_data(
            form=self.form,
            groups=[
                (title, [self.form[name] for name in names if name in self.form.fields])
                for title, names in GROUPS
            ],
            kept=hidden,
            query=self.address(),
            **kwargs,
        )
