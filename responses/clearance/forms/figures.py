"""The period of the clearance figures, taken from the address."""

from requests_app.forms.filters import FilterForm
from requests_app.lists.forms import FilterDayField


class PeriodForm(FilterForm):
    first = FilterDayField("From")
    last = FilterDayField("To")

    def __init__(self, data):
        super().__init__(data)
        for name, field in self.fields.items():
            if self[name].errors:
                field.widget.attrs["aria-describedby"] = f"filter_{name}_error"

    def clean(self):
        """Leave out a last day before the first day, and say so."""
        found = super().clean()
        begins, ends = found.get("first"), found.get("last")
        if begins and ends and ends < begins:
            self.add_error("last", "“To” is before “From”")
        return found
