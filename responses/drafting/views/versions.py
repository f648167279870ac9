"""List the versions of a part of the draft, compare any two, and restore a version."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from requests_app.forms.fields import whole_number
from requests_app.service_views import ServiceButton
from responses.drafting.cited import cited_by, cited_in
from responses.drafting.comparing import (
    compared,
    words_of_answer,
    words_of_citations,
    words_of_part,
)
from responses.drafting.restoring import restore_answer, restore_part
from responses.drafting.statements import STATEMENT_SAYS
from responses.drafting.versions import MOST_BETWEEN, MOST_READ, versions_of
from responses.drafting.views.mixins import DraftMixin, QuestionMixin
from responses.drafting.views.reasons import place_of
from responses.drafting.views.room import PartRoomMixin, QuestionRoomMixin
from responses.models import AnswerRevision, DraftRevision

IN_COLUMNS = "columns"
# The fields of the letter's own texts.
LETTER_TEXT_SAYS = ("opening", "ending", "what_changed")


class VersionsPage(TemplateView):
    """A page of the room with the versions of a part, and two of them compared.

    Attributes:
        subject: What has the versions, within a sentence.
    """

    template_name = "responses/drafting/versions.html"
    subject = ""

    def get_revisions(self):
        """Return every version of the part."""
        raise NotImplementedError

    def get_versions(self):
        """Return the versions as the page lists them."""
        raise NotImplementedError

    def get_words(self, revision):
        """Return what a version says, by title; None for what stands now."""
        raise NotImplementedError

    def get_restore_url(self, revision):
        """Return the address to restore a version."""
        raise NotImplementedError

    def chosen(self, name):
        """Return the version named in the address; None for what stands now."""
        key = self.request.GET.get(name, "")
        if not key.isdecimal() or len(key) > 18:
            return None
        return self.get_revisions().filter(pk=key).select_related("by").first()

    @cached_property
    def pair(self):
        """The two versions compared, the earlier first; None for what stands now."""
        chosen = [one for one in map(self.chosen, ("version", "with")) if one]
        chosen.sort(key=lambda one: one.pk)
        return (*chosen, None, None)[:2]

    def get_context_data(self, **kwargs):
        older, newer = self.pair
        texts = []
        if older is not None:
            texts = compared(self.get_words(older), self.get_words(newer))
        return super().get_context_data(
            subject=self.subject,
            listed=self.get_versions(),
            older=older,
            newer=newer,
            texts=texts,
            is_same=not any(one.is_changed for one in texts),
            in_columns=self.request.GET.get("view") == IN_COLUMNS,
            restorable=self.get_restorable(),
            **kwargs,
        )

    def get_restorable(self):
        """Return the restorable versions on the page, with addresses."""
        if not self.is_open:
            return []
        return [(one, self.get_restore_url(one)) for one in self.pair if one]


class AnswerVersions(QuestionRoomMixin, VersionsPage):
    subject = "the answer"

    def get_revisions(self):
        return AnswerRevision.objects.filter(answer=self.answer)

    def get_versions(self):
        if self.answer is None:
            return []
        most = MOST_READ if "all" in self.request.GET else MOST_BETWEEN
        return versions_of(self.answer, most_between=most)

    def get_words(self, revision):
        if revision is None:
            saved, cited = self.answer, cited_by(self.answer.citations.all())
        else:
            saved, cited = revision, self.cited_then[revision.pk] or ()
        return words_of_answer(saved, cited, self.place_of_citation, self.draft.called)

    @cached_property
    def cited_then(self):
        """What each version compared cited; None where that was not kept."""
        return {one.pk: cited_in(one) for one in self.pair if one}

    def place_of_citation(self, key):
        """Return the questions with a citation."""
        for line in self.draft.lines:
            cited = line.answer.citations.all() if line.answer else ()
            if any(one.pk == key for one in cited):
                return place_of(self.draft, line)
        return "another answer, which no longer gives them"

    def get_restore_url(self, revision):
        named = {
            "reference": self.foi_request.reference,
            "question": self.line.question.pk,
            "revision": revision.pk,
        }
        return reverse("restore-answer", kwargs=named)

    def get_context_data(self, **kwargs):
        then = self.cited_then
        return super().get_context_data(
            version_now=self.answer.version if self.answer else 0,
            cites=[key for key, cited in then.items() if cited is not None],
            not_kept=[one for one in self.pair if one and then[one.pk] is None],
            **kwargs,
        )


class PartVersions(PartRoomMixin, VersionsPage):
    """The versions of a part of the letter beside its answers."""

    @property
    def stands(self):
        """The part as it stands; None where the letter has none."""
        raise NotImplementedError

    def get_revisions(self):
        return self.foi_request.draft_revisions.filter(part=self.part)

    def get_restore_url(self, revision):
        named = {"reference": self.foi_request.reference, "revision": revision.pk}
        return reverse("restore-part", kwargs=named)

    def get_context_data(self, **kwargs):
        version = self.stands.version if self.stands else 0
        return super().get_context_data(version_now=version, **kwargs)


class StatementVersions(PartVersions):
    part = DraftRevision.Part.STATEMENT
    versions_page = "statement-versions"
    subject = "the statement on other information"

    @property
    def stands(self):
        return self.draft.statement

    @property
    def here(self):
        return reverse("save-statement", args=[self.foi_request.reference])

    def get_words(self, revision):
        if revision is not None:
            said, cited = revision.said, revision.citations
        elif self.stands is None:
            said, cited = {}, []
        else:
            said = {name: getattr(self.stands, name) for name in STATEMENT_SAYS}
            cited = cited_by(self.stands.citations.all())
        # The provisions of a statement share their reasons with no answer.
        return words_of_part(said) | words_of_citations(cited, str)


class LetterTextVersions(PartVersions):
    part = DraftRevision.Part.LETTER_TEXT
    versions_page = "letter-text-versions"
    subject = "opening and ending"

    @property
    def stands(self):
        return self.draft.letter_text

    @property
    def here(self):
        return reverse("save-letter-text", args=[self.foi_request.reference])

    def get_words(self, revision):
        if revision is not None:
            return words_of_part(revision.said)
        return words_of_part(
            {name: getattr(self.stands, name) for name in LETTER_TEXT_SAYS}
            if self.stands
            else {}
        )


class RestoreAnswer(QuestionMixin, ServiceButton):
    """Restore an earlier version, or an unused version."""

    def act(self):
        posted = self.request.POST
        return restore_answer(
            foi_request=self.foi_request,
            revision=get_object_or_404(
                AnswerRevision, pk=self.kwargs["revision"], answer=self.answer
            ),
            version=whole_number(posted.get("version", "")),
            with_citations="citations" in posted,
            by=self.request.user,
            on=timezone.localdate(),
        )

    @property
    def done(self):
        return f"{self.called}: the version you chose is the answer again."

    def get_refused_url(self):
        return self.get_page_url("answer-versions")

    def get_success_url(self):
        return self.get_page_url("answer-question")


class RestorePart(DraftMixin, ServiceButton):
    """Restore an earlier version of the statement, or of opening and ending."""

    @cached_property
    def revision(self):
        return get_object_or_404(
            DraftRevision, pk=self.kwargs["revision"], foi_request=self.foi_request
        )

    def act(self):
        restore_part(
            foi_request=self.foi_request,
            revision=self.revision,
            version=whole_number(self.request.POST.get("version", "")),
            by=self.request.user,
            on=timezone.localdate(),
        )

    @property
    def done(self):
        return f"{self.revision.get_part_display()}: the version you chose holds again."

    def get_page(self, statement, letter_text):
        """Return the address of a page of the part restored."""
        is_statement = self.revision.part == DraftRevision.Part.STATEMENT
        name = statement if is_statement else letter_text
        return reverse(name, args=[self.foi_request.reference])

    def get_refused_url(self):
        return self.get_page("statement-versions", "letter-text-versions")

    def get_success_url(self):
        return self.get_page("save-statement", "save-letter-text")
