"""Forms of administration: the filters of the record of changes."""

from django import forms

from accounts.models import User
from requests_app.forms.plain import PlainForm
from requests_app.lists.forms import FilterDayField


class FindChangesForm(PlainForm):
    """The filters of the record of changes, taken from the address."""

    q = forms.CharField(required=False, max_length=200, label="What was changed")
    by = forms.ChoiceField(required=False, label="By")
    from_on = FilterDayField("From")
    to_on = FilterDayField("To")

    def __init__(self, data, *, user):
        super().__init__(data, auto_id="filter_%s")
        people = User.objects.filter(authority_id=user.authority_id)
        self.fields["by"].choices = [
            ("", "Any"),
            *((str(each.pk), str(each)) for each in people.order_by("last_name", "pk")),
        ]
        for name, field in self.fields.items():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "govuk-select" if is_select else "govuk-input"
            if self[name].errors:
                field.widget.attrs["aria-describedby"] = f"filter_{name}_error"

    def clean(self):
        """Leave out a last day before the first day, and say so."""
        found = super().clean()
        begins, ends = found.get("from_on"), found.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", "“To” is before “From”")
        return found

    @property
    def wanted(self):
        """The valid filters in the URL. Invalid ones are ignored."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
