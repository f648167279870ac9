"""Pages to find, add, change, compare, retire and bring back paragraphs."""

from datetime import date

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from requests_app.forms.fields import whole_number
from requests_app.service_views import FindsFirst, ServiceButton, ServiceFormView
from responses.library.forms import FindParagraphsForm, ParagraphForm
from responses.library.queries import compared, entries_for, versions_of
from responses.library.services import (
    ParagraphChanged,
    add_paragraph,
    bring_back_paragraph,
    change_paragraph,
    may_change,
    retire_paragraph,
)
from responses.models import Paragraph
from responses.paragraphs.entries import own_entry, released_entry
from responses.paragraphs.fields import FIELDS
from responses.precedents.disagreeing import disagreements
from statute.paragraphs import PARAGRAPHS

PAGE_SIZE = 30


class Library(PermissionRequiredMixin, TemplateView):
    permission_required = policy.USE_LIBRARY
    template_name = "responses/library/library.html"

    def get_context_data(self, **kwargs):
        form = FindParagraphsForm(self.request.GET)
        wanted, today = form.wanted, timezone.localdate()
        found = entries_for(self.request.user, wanted, today)
        paginator = Paginator(found, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("page"))
        past = Paragraph.objects.visible_to(self.request.user).past_review(today)
        return super().get_context_data(
            form=form,
            wanted=wanted,
            page=page,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            past_review=past.count(),
            may_add=self.keeps_library,
            disagreeing=self.get_disagreeing(),
            **kwargs,
        )

    @property
    def keeps_library(self):
        return policy.KEEP_LIBRARY in self.request.user.role_permissions

    def get_disagreeing(self):
        """Return how many pairs of answers disagree, for a user who may decide."""
        user = self.request.user
        if not (self.keeps_library and policy.DRAFT_RESPONSE in user.role_permissions):
            return 0
        return len(disagreements(user))


class WritesParagraph(PermissionRequiredMixin, ServiceFormView):
    """A page with the form for a paragraph, and the fields that it may use."""

    form_class = ParagraphForm

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "authority_id": self.request.user.authority_id,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(fields=FIELDS, **kwargs)

    def get_success_url(self):
        return self.made.get_absolute_url()


class AddParagraph(WritesParagraph):
    permission_required = policy.KEEP_LIBRARY
    template_name = "responses/library/add_paragraph.html"
    done = "Paragraph added. It is offered where its provisions are cited."

    @cached_property
    def adapted(self):
        """The released paragraph that the new one is adapted from, if any."""
        return PARAGRAPHS.get(self.request.GET.get("from", ""))

    def get_initial(self):
        today = timezone.localdate()
        initial = {
            "owner": self.request.user.pk,
            "review_on": in_a_year(today),
            "version": 0,
        }
        if self.adapted:
            initial |= {
                name: getattr(self.adapted, name)
                for name in ("regime", "kind", "topic", "text")
            }
            initial["provisions"] = numbers_of(self.adapted.provisions)
        return initial

    def get_context_data(self, **kwargs):
        return super().get_context_data(adapted=self.adapted, **kwargs)

    def act(self, form):
        return add_paragraph(
            said=form.said(),
            adapted_from=self.adapted.key if self.adapted else "",
            by=self.request.user,
            on=timezone.localdate(),
        )


class ParagraphMixin(FindsFirst):
    """Look up the paragraph in the address, among those of the user's authority."""

    permission_required = policy.USE_LIBRARY

    @cached_property
    def paragraph(self):
        visible = Paragraph.objects.visible_to(self.request.user)
        return get_object_or_404(
            visible.select_related("owner", "retired_by"), pk=self.kwargs["paragraph"]
        )

    def find(self):
        return self.paragraph

    def get_success_url(self):
        return self.paragraph.get_absolute_url()


class ParagraphPage(ParagraphMixin, TemplateView):
    template_name = "responses/library/paragraph.html"

    def get_context_data(self, **kwargs):
        versions = versions_of(self.paragraph)
        then, now = (
            whole_number(self.request.GET.get(name, "")) for name in ("then", "now")
        )
        both = compared(versions, then, now)
        return super().get_context_data(
            **{
                **kwargs,
                "paragraph": self.paragraph,
                "entry": own_entry(self.paragraph, timezone.localdate()),
                "adapted": PARAGRAPHS.get(self.paragraph.adapted_from),
                "versions": versions,
                "sides": [
                    (both[0], "then", "Compare"),
                    (both[1], "now", "with"),
                ]
                if both
                else [],
                "may_change": may_change(self.paragraph, self.request.user),
            }
        )


class ChangeParagraph(ParagraphMixin, WritesParagraph):
    template_name = "responses/library/change_paragraph.html"
    done = "Paragraph saved. Drafts and letters keep the words they have."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "owner_id": self.paragraph.owner_id}

    def has_permission(self):
        return super().has_permission() and may_change(
            self.paragraph, self.request.user
        )

    def get_initial(self):
        names = ("regime", "kind", "topic", "text", "review_on", "version")
        return {
            **{name: getattr(self.paragraph, name) for name in names},
            "owner": self.paragraph.owner_id,
            "provisions": numbers_of(self.paragraph.provisions),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                **kwargs,
                "paragraph": self.paragraph,
                "entry": own_entry(self.paragraph, timezone.localdate()),
            }
        )

    def act(self, form):
        return change_paragraph(
            paragraph=self.paragraph,
            said=form.said(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            on=timezone.localdate(),
        )

    def refused(self, form, refusal):
        if isinstance(refusal, ParagraphChanged):
            # Saving again keeps the typed words.
            form.data = form.data.copy()
            form.data["version"] = refusal.newest.version
            form.add_error(None, str(refusal))
            context = self.get_context_data(form=form, newest=refusal.newest)
            return self.render_to_response(context, status=409)
        return super().refused(form, refusal)


class RetireParagraph(ParagraphMixin, ServiceButton):
    done = "Paragraph retired. It is offered no more."

    def act(self):
        return retire_paragraph(
            paragraph=self.paragraph, by=self.request.user, at=timezone.now()
        )


class BringBackParagraph(ParagraphMixin, ServiceButton):
    done = "Paragraph in use again."

    def act(self):
        return bring_back_paragraph(paragraph=self.paragraph, by=self.request.user)


class ReleasedParagraph(FindsFirst, TemplateView):
    permission_required = policy.USE_LIBRARY
    template_name = "responses/library/released_paragraph.html"

    def find(self):
        if self.kwargs["key"] not in PARAGRAPHS:
            raise Http404("No such paragraph.")

    def get_context_data(self, **kwargs):
        released = PARAGRAPHS[self.kwargs["key"]]
        return super().get_context_data(
            released=released,
            entry=released_entry(released, timezone.localdate()),
            may_add=policy.KEEP_LIBRARY in self.request.user.role_permissions,
            adapt_url=f"{reverse('add-paragraph')}?from={released.key}",
            **kwargs,
        )


def in_a_year(day: date) -> date:
    """Return the same day of the next year, the usual time for a review."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def numbers_of(places):
    """Return "31(1), 36(2)" for places of the law."""
    return ", ".join(place.partition(" ")[2] for place in places)
