"""Forms of complaints to the regulator."""

from typing import Final

from crispy_forms_gds.layout import Button, Field, Fieldset, Layout
from django import forms

from requests_app.complaints.queries import provisions_of
from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm
from requests_app.models import Complaint
from requests_app.models.complaints import FACTS
from statute.exemptions.catalogue import PROVISIONS

_RADIOS: Final = {"legend_size": "s", "small": True}


class RecordComplaintForm(ActionForm):
    button = "Record complaint"

    case_number = forms.CharField(
        label="Case number of the regulator (optional)",
        max_length=60,
        required=False,
        help_text="For example, IC-123456-A1B2",
    )
    received_on = DayField(label="Date you heard of the complaint")
    next_step = forms.ChoiceField(
        label="What you owe next (optional)",
        choices=[("", "Nothing"), *Complaint.Step.choices],
        required=False,
    )
    step_due_on = DayField(label="Due by (optional)", required=False)


class ChangeComplaintForm(RecordComplaintForm):
    button = "Save complaint"

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[("", "Not decided yet"), *Complaint.Outcome.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    decided_on = DayField(label="Date of the decision", required=False)
    notice_number = forms.CharField(
        label="Number of the decision notice (optional)", max_length=60, required=False
    )
    appellant = forms.ChoiceField(
        label="Who appealed",
        choices=[("", "There is no appeal"), *Complaint.Appellant.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    appealed_on = DayField(label="Date of the appeal", required=False)
    tribunal_number = forms.CharField(
        label="Case number of the tribunal (optional)", max_length=60, required=False
    )
    tribunal_outcome = forms.ChoiceField(
        label="Outcome at the tribunal",
        choices=[("", "Not decided yet"), *Complaint.TribunalOutcome.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    tribunal_decided_on = DayField(
        label="Date of the tribunal’s decision", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, complaint, **kwargs):
        facts = {name: getattr(complaint, name) for name in FACTS}
        kwargs["initial"] = {**facts, "version": complaint.version}
        super().__init__(*args, **kwargs)
        known = provisions_of(complaint.foi_request) | complaint.fates.keys()
        self.keys = {}
        for number, key in enumerate(sorted(known)):
            name = f"provision_{number}"
            self.keys[name] = key
            self.fields[name] = forms.ChoiceField(
                label=PROVISIONS[key].short_citation if key in PROVISIONS else key,
                choices=[("", "Not decided"), *Complaint.Fate.choices],
                required=False,
                initial=complaint.fates.get(key, ""),
            )
        self.helper.layout = Layout(
            "case_number",
            "received_on",
            "next_step",
            "step_due_on",
            Fieldset(
                Field.radios("outcome", **_RADIOS),
                "decided_on",
                "notice_number",
                *self.keys,
                legend="Decision of the regulator",
                legend_size="m",
            ),
            Fieldset(
                Field.radios("appellant", **_RADIOS),
                "appealed_on",
                "tribunal_number",
                Field.radios("tribunal_outcome", **_RADIOS),
                "tribunal_decided_on",
                legend="Appeal to the tribunal or the court",
                legend_size="m",
            ),
            "version",
            Button.primary("act", self.button),
        )

    @property
    def facts(self):
        """The facts as typed, by the names of the service."""
        data = self.cleaned_data
        fates = {key: data[name] for name, key in self.keys.items() if data[name]}
        plain = {name: data[name] for name in FACTS if name != "fates"}
        return {**plain, "fates": fates, "version": data["version"]}
