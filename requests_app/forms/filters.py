"""Filters of a list, taken from the address."""

from django import forms

from requests_app.forms.plain import PlainForm


class FilterForm(PlainForm):
    """Filters of a list; the page shows each by itself."""

    def __init__(self, data):
        super().__init__(data, auto_id="filter_%s")
        for field in self.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "govuk-select" if is_select else "govuk-input"

    @property
    def wanted(self):
        """Filters with a valid value. Invalid filters are left out."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
