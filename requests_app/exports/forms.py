"""The form that asks for an export."""

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import HTML, Button, Field, Layout
from django import forms

from requests_app.exports.columns import groups_of
from requests_app.forms.helper import ActionForm
from requests_app.models import Export, ExportChoices

_COLUMNS = ExportChoices.Columns


class ExportForm(ActionForm):
    """The kind of row, the columns and the format of a file.

    Args:
        choices: The columns last chosen by the person.
        titles_of_list: The titles of the columns of the list.
    """

    button = "Make the file"

    of = forms.ChoiceField(
        label="Rows", choices=Export.Of, initial=Export.Of.REQUESTS,
        widget=forms.RadioSelect,
    )  # fmt: skip
    which = forms.ChoiceField(label="Columns", widget=forms.RadioSelect)
    format = forms.ChoiceField(
        label="Format", choices=Export.Format, initial=Export.Format.XLSX,
        widget=forms.RadioSelect,
    )  # fmt: skip
    has_requesters = forms.BooleanField(
        label="With names and organisations of requesters",
        required=False,
        help_text="Only in files with a row for each request, and only where you need "
        "them: the file leaves this system.",
    )

    def __init__(self, *args, choices, titles_of_list, **kwargs):
        self.titles_of_list = titles_of_list
        super().__init__(*args, **kwargs)
        which = self.fields["which"]
        which.initial = choices.which
        which.choices = [
            Choice(
                one.value,
                one.label,
                hint=", ".join(titles_of_list) if one == _COLUMNS.LIST else None,
            )
            for one in _COLUMNS
        ]
        for of in Export.Of:
            groups = groups_of(of)
            every = [title for titles in groups.values() for title in titles]
            usual = titles_of_list if of == Export.Of.REQUESTS else every
            field = forms.MultipleChoiceField(
                label=f"Columns of {of.value}",
                choices=[(title, title) for title in every],
                initial=choices.titles.get(of.value) or usual,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            field.groups = groups
            self.fields[f"titles_{of.value}"] = field
        self.helper.layout = Layout(
            Field.radios("of", small=True),
            Field.radios("which", small=True),
            HTML('{% include "requests_app/exports/titles.html" %}'),
            Field.radios("format", small=True),
            "has_requesters",
            Button.primary("act", self.button),
        )

    @property
    def ticks(self):
        """Each kind of row with its columns to tick, and whether these are shown."""
        is_chosen = self["which"].value() == _COLUMNS.CHOSEN
        for of in Export.Of:
            field = self[f"titles_{of.value}"]
            is_open = bool(field.errors) or (
                is_chosen and self["of"].value() == of.value
            )
            yield of, field, field.value() or [], is_open

    def clean(self):
        found = super().clean()
        of, which = found.get("of"), found.get("which")
        if which == _COLUMNS.LIST and of and of != Export.Of.REQUESTS:
            self.add_error(
                "which",
                "The columns of your list are facts of requests. Choose other columns, "
                "or a row for each request.",
            )
        if which == _COLUMNS.CHOSEN and of and not found.get(f"titles_{of}"):
            self.add_error(f"titles_{of}", "Choose at least one column.")
        return found

    @property
    def titles(self):
        """The titles wanted; none for all facts."""
        data = self.cleaned_data
        if data["which"] == _COLUMNS.LIST:
            return self.titles_of_list
        return data[f"titles_{data['of']}"] if data["which"] == _COLUMNS.CHOSEN else []
