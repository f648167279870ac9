"""The forms in which an answer's provisions have their reasons."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from requests_app.calendars.subject_access import subject_access_due
from responses.checks.adding import NAMED
from responses.drafting.added_requests import offered_to_add
from responses.drafting.cited import SAID
from responses.drafting.earlier_requests import REFERENCE, offered_as_earlier
from responses.drafting.forms.citations import ChangeCitationForm
from responses.drafting.recorded_citations import fingerprint
from responses.drafting.sums import sums_for
from responses.drafting.views.mixins import QuestionMixin
from responses.models import Citation
from responses.standing.progress import missing_from_citation
from statute.regimes import Regime
from statute.working_days import format_date


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision cited for an answer, with the form of its reasons.

    Attributes:
        citation: The citation.
        missing: What it still lacks, as tasks.
        form: The form; None where the draft is closed.
    """

    citation: Citation
    missing: list[str]
    form: ChangeCitationForm | None


class ReasonsMixin(QuestionMixin):
    """A page about a question that has forms for the reasons of its provisions."""

    @property
    def beside(self):
        """The keys of the provisions that the answer cites."""
        cited = self.answer.citations.all() if self.answer else ()
        return {citation.provision_key for citation in cited}

    def earlier_for(self, provision):
        """Return the requests on record that this one may repeat."""
        if REFERENCE not in provision.asks:
            return ()
        return tuple(offered_as_earlier(self.foi_request, to=self.request.user))

    def addable_for(self, provision, named=()):
        """Return the requests on record that may be added up with this one."""
        if NAMED not in provision.asks:
            return ()
        return offered_to_add(self.foi_request, to=self.request.user, named=named)

    def shareable_for(self, provision_key):
        """Return the citations whose reasons can be used, each with its place."""
        return [
            (citation, place_of(self.draft, line))
            for line in self.draft.lines
            if line.answer and line.is_first and line.answer != self.answer
            for citation in line.answer.citations.all()
            if citation.provision_key == provision_key and not citation.same_as_id
        ]

    def asked_for(self, citation):
        """Return the arguments of the form that changes a citation."""
        lends = citation.pk in {
            other.same_as_id
            for line in self.draft.lines
            if line.answer
            for other in line.answer.citations.all()
        }
        return {
            "provision": citation.provision,
            "beside": self.beside,
            "earlier": self.earlier_for(citation.provision),
            "addable": self.addable_for(
                citation.provision, citation.facts.get(NAMED, ())
            ),
            "facts": citation.facts,
            "sums": sums_for(self.foi_request, citation.provision, citation.facts),
            "shareable": [] if lends else self.shareable_for(citation.provision_key),
        }

    @cached_property
    def cited(self):
        """The provisions that the answer cites, each with its form."""
        return [
            Cited(
                citation,
                missing_from_citation(citation),
                self._form_for(citation) if self.is_open else None,
            )
            for citation in (self.answer.citations.all() if self.answer else ())
        ]

    def _form_for(self, citation):
        form = ChangeCitationForm(
            auto_id=f"c{citation.pk}_%s",
            initial=initial_of(citation),
            **self.asked_for(citation),
        )
        return with_both_days(form, self.foi_request)


def initial_of(citation):
    """Return what the form of a citation shows at first."""
    return {
        **{name: getattr(citation, name) for name in SAID},
        "same_as": str(citation.same_as_id or ""),
        "seen": fingerprint(citation),
    }


def with_both_days(form, foi_request):
    """Return the form, saying by when each right to the requester's data is due."""
    if own_data := form.fields.get("subject_access"):
        said = ""
        if access_by := subject_access_due(foi_request):
            said = (
                f" As a subject access request it is due by {format_date(access_by)}, "
                "one month after receipt; proof of identity may move that."
            )
        if due_on := foi_request.due_on:
            law = Regime(foi_request.regime).title
            said += f" Under the {law} it is due by {format_date(due_on)}."
        own_data.help_text += said
    return form


def place_of(draft, line):
    """Return the questions of an answer, to stand within a sentence."""
    keys = [one.question.pk for one in draft.lines_with(line)]
    words = draft.cite(keys)
    return words[:1].lower() + words[1:]
