"""The form that cites a provision: its reasons, and the facts it asks for."""

from crispy_forms_gds.layout import HTML, Div, Field
from django import forms

from requests_app.forms.plain import PlainForm
from responses.checks.adding import NAMED
from responses.drafting.earlier_requests import ANSWERED_ON, REFERENCE
from responses.drafting.forms.draft import DraftHelper
from responses.drafting.forms.facts import asked_and_said, field_for, initial_of
from statute import facts as law
from statute.exemptions import HarmStatement
from statute.reasons import is_only_named
from statute.working_days import format_date

# The field that offers earlier requests on record.
CHOSEN = "earlier_request"
# The field that offers requests on record to add up.
OFFERED = "added_offered"
# What is asked for seldom, folded away under a line: by the beginning of its fields.
_FOLDS = {
    "added": "Add up the cost of other requests",
    "cut_down": "Give less than full reasons",
}
# The figures of an estimate of cost, side by side.
_FIGURES = ("records", "minutes", "hours")
_SUMS = '{% include "responses/drafting/estimate_sums.html" with sums=form.sums %}'


class CiteExemptionForm(PlainForm):
    """The reasons for citing one provision; only the fields that the law requires."""

    why_applies = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In words for the requester. Do not give away what is withheld.",
    )
    harm = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    factors_for = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One per line.",
    )
    factors_against = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One per line.",
    )
    balance = forms.CharField(
        required=False,
        label="Where the balance lies, and why",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        *args,
        provision,
        facts=law.NOTHING,
        shareable=(),
        beside=(),
        earlier=(),
        addable=(),
        sums=None,
        **kwargs,
    ):
        """Prepare the form for one provision.

        Args:
            args: As for any form.
            provision: The provision.
            facts: The facts already stated, as stored.
            shareable: The citations whose reasons can be used, with the name of each.
            beside: The keys of the provisions cited for the same answer.
            earlier: The requests on record that this one may repeat.
            addable: The requests on record that may be added up with this one.
            sums: The sum of an estimate of cost, where the provision asks for one.
            kwargs: As for any form.
        """
        initial = {**initial_of(facts), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.provision = provision
        self.sums = sums
        self._drop_needless(beside)
        self.facts = asked_and_said(law.asked_by(provision), facts)
        for name, fact in self.facts.items():
            self.fields[name] = field_for(fact, provision)
        for name, label in _labels(provision).items():
            if name in self.fields:
                self.fields[name].label = label
        self._offer(earlier)
        self._offer_to_add(addable)
        self.shareable = {str(one.pk): one for one, _ in shareable}
        if shareable:
            self.fields["same_as"] = forms.ChoiceField(
                label="Reasons",
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    ("", "Give the reasons here"),
                    *(
                        (str(one.pk), f"Use the reasons of {at}")
                        for one, at in shareable
                    ),
                ],
            )
        self.helper = DraftHelper(*self._layout())

    def _drop_needless(self, beside):
        """Leave out the reasons that the provision does not need and nobody gave."""
        provision = self.provision
        said = {name for name, words in self.initial.items() if words}
        weighs = provision.needs_public_interest_test is not False and not (
            is_only_named(provision, beside)
        )
        harms = provision.harm_statement is not HarmStatement.NOT_REQUIRED
        if not harms and "harm" not in said:
            del self.fields["harm"]
        test = ("factors_for", "factors_against", "balance")
        if not weighs and not said.intersection(test):
            for name in test:
                del self.fields[name]

    def _offer(self, earlier):
        """Offer earlier requests on record, before the fields to name another."""
        if not earlier or REFERENCE not in self.facts:
            return
        offered = [(str(one), _of_earlier(one)) for one in earlier]
        named = self.initial.get(REFERENCE, "")
        self.fields[CHOSEN] = forms.ChoiceField(
            label="The earlier request on record",
            required=False,
            widget=forms.RadioSelect,
            choices=[*offered, ("", "Another, which I name below")],
            initial=named if named in dict(offered) else "",
        )

    def _offer_to_add(self, addable):
        """Offer requests on record, before the box for references."""
        if not addable or NAMED not in self.facts:
            return
        self.fields[OFFERED] = forms.MultipleChoiceField(
            label="Requests on record within 60 working days",
            help_text="By the same person, or in the same words. Those you choose are "
            "added to the references below when you save.",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(one.reference, _of_addable(one)) for one in addable],
        )

    def _layout(self):
        """Return the fields in the order of the letter: sharing, reasons, facts."""
        names = list(self.fields)
        for first in (OFFERED, "seen", "same_as"):
            if first in names:
                names.remove(first)
                names.insert(0, first)
        folds = {
            summary: [name for name in names if name.startswith(start)]
            for start, summary in _FOLDS.items()
        }
        folded = {name for these in folds.values() for name in these}
        facts = [name for name in self.facts if name not in {*folded, "likelihood"}]
        names = [name for name in names if name not in {*folded, *facts, "likelihood"}]
        if CHOSEN in names:
            names.remove(CHOSEN)
            facts.insert(0, CHOSEN)
        after_why = names.index("why_applies") + 1
        names[after_why:after_why] = facts
        if "likelihood" in self.facts:
            after_harm = names.index("harm" if "harm" in names else "why_applies") + 1
            names.insert(after_harm, "likelihood")
        figures = [name for name in names if name.startswith(_FIGURES)]
        for name in names:
            if figures and name == figures[0]:
                yield Div(*figures, css_class="foi-figures")
                if self.sums:
                    yield HTML(_SUMS)
            if name not in figures:
                yield self._laid_out(name)
        for summary, these in folds.items():
            if these:
                yield from self._folded(summary, these)

    def _folded(self, summary, names):
        is_open = any(self[name].value() for name in names)
        yield HTML(
            f'<details class="govuk-details"{" open" if is_open else ""}>'
            '<summary class="govuk-details__summary">'
            f'<span class="govuk-details__summary-text">{summary}</span></summary>'
            '<div class="govuk-details__text">'
        )
        yield from map(self._laid_out, names)
        yield HTML("</div></details>")

    def _laid_out(self, name):
        if isinstance(self.fields[name].widget, forms.RadioSelect):
            return Field.radios(name, small=True)
        if isinstance(self.fields[name].widget, forms.CheckboxSelectMultiple):
            return Field.checkboxes(name, small=True)
        return name

    def said(self):
        """Return the service's arguments."""
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in self.facts and name not in {"same_as", CHOSEN, OFFERED}
        }
        facts = {name: self.cleaned_data.get(name) for name in self.facts}
        if chosen := self.cleaned_data.get(CHOSEN):
            # The day is the one on record.
            facts |= {REFERENCE: chosen, ANSWERED_ON: None}
        if offered := self.cleaned_data.get(OFFERED):
            facts[NAMED] = list(dict.fromkeys([*(facts[NAMED] or ()), *offered]))
        same_as = self.shareable.get(self.cleaned_data.get("same_as", ""))
        return {**said, "facts": facts, "same_as": same_as}

    @property
    def weighs_public_interest(self):
        return "balance" in self.fields


class ChangeCitationForm(CiteExemptionForm):
    # Shows whether another user changed the citation since the page was opened.
    seen = forms.CharField(widget=forms.HiddenInput)


def _labels(provision):
    """Return the labels that name the provision, or what is neither confirmed."""
    if provision.is_ncnd:
        return {
            "why_applies": f"Why {_within(provision)} applies",
            "harm": "The harm in confirming or denying",
            "factors_for": "Public interest factors for confirming or denying",
            "factors_against": "Public interest factors against confirming or denying",
        }
    kept = f"Public interest factors for maintaining the {_kind(provision)}"
    return {
        "why_applies": f"Why {_within(provision)} applies",
        "harm": "The harm that disclosure would do",
        "factors_for": "Public interest factors for disclosure",
        "factors_against": kept,
    }


def _of_addable(request):
    day = format_date(request.received_on)
    return (
        f"{request} by {request.requester_name}, received on {day}: {request.subject}"
    )


def _of_earlier(request):
    day = format_date(request.answer_given_on)
    return f"{request}, answered on {day}: {request.subject}"


def _within(provision):
    return provision.citation[:1].lower() + provision.citation[1:]


def _kind(provision):
    return "exception" if provision.regime.is_environmental else "exemption"
