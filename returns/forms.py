from django import forms

from requests_app.forms.filters import FilterForm
from requests_app.forms.plain import PlainForm
from requests_app.lists.forms import FilterDayField
from requests_app.models.requests import FIRST_DAY_OF_THE_ACT
from returns.building import OFFERED, SPLITS, TICKED, Definition
from returns.dimensions import DIMENSIONS
from returns.population import REQUESTS, REVIEWS
from returns.sections import known_sections, sections_among
from statute import exemptions
from statute.working_days import format_date

_OF = [(REQUESTS, "Requests"), (REVIEWS, "Internal reviews")]


class PeriodForm(FilterForm):
    first = FilterDayField("Received from")
    last = FilterDayField("Received to")
    on = FilterDayField("Counted at the end of")

    def __init__(self, data, *, today):
        super().__init__(data)
        self.today = today
        for name, field in self.fields.items():
            if self[name].errors:
                field.widget.attrs["aria-describedby"] = f"filter_{name}_error"

    def clean(self):
        """Leave out days that make no period, and say so."""
        found = super().clean()
        begins, ends = found.get("first"), found.get("last")
        if begins and begins < FIRST_DAY_OF_THE_ACT:
            self.add_error(
                "first",
                f"The Act began on {format_date(FIRST_DAY_OF_THE_ACT)}: choose that "
                "day or a later day.",
            )
        if ends and ends.year > self.today.year + 1:
            self.add_error("last", "“Received to” is more than a year away")
        if begins and ends and ends < begins:
            self.add_error("last", "“Received to” is before “Received from”")
        if (on := found.get("on")) and on > self.today:
            self.add_error("on", "“Counted at the end of” is a day to come")
        return found


class TableForm(PlainForm):
    """The rows, columns and filters of a table; values are in the address."""

    of = forms.ChoiceField(choices=_OF, label="What is counted", required=False)
    rows = forms.ChoiceField(
        choices=[(name, DIMENSIONS[name].title) for name in OFFERED], label="Rows"
    )
    columns = forms.ChoiceField(
        choices=[
            ("", "One column"),
            *((name, DIMENSIONS[name].title) for name in SPLITS),
        ],
        label="Columns",
        required=False,
    )
    sections = forms.CharField(
        label="Sections relied on",
        help_text="Such as FOIA 40, EIR 12(4)(b). Requests with any of these count.",
        required=False,
        max_length=300,
    )

    def __init__(self, data, *, authority):
        super().__init__(data, auto_id="table_%s")
        for name in ("of", "rows", "columns"):
            self.fields[name].widget.attrs["class"] = "govuk-select"
        self.fields["sections"].widget.attrs["class"] = "govuk-input"
        for name in TICKED:
            words = DIMENSIONS[name].labels(authority)
            self.fields[f"only_{name}"] = forms.MultipleChoiceField(
                choices=[(value or "-", says) for value, says in words.items()],
                label=DIMENSIONS[name].title,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_sections(self):
        """Read sections in any spelling; refuse what no law has."""
        known = known_sections()
        typed = [
            " ".join(each.split())
            for each in self.cleaned_data["sections"].replace(";", ",").split(",")
        ]
        typed = [each for each in typed if each]
        found = {each: _sections_typed(each) & known.keys() for each in typed}
        if wrong := [each for each in typed if not found[each]]:
            raise forms.ValidationError(
                f"“{wrong[0]}” is no section of a law. Write sections as FOIA 40 or "
                "EIR 12(4)(b), with commas between."
            )
        return tuple(key for key in known if key in set().union(*found.values()))

    def clean(self):
        """Refuse one class for both rows and columns."""
        found = super().clean()
        if found.get("rows") and found.get("rows") == found.get("columns"):
            self.add_error("columns", "Choose other columns than rows")
        return found

    @property
    def filters(self):
        """The fields of ticks, with whether any is ticked."""
        data = self.data
        for name in TICKED:
            field = self[f"only_{name}"]
            yield field, bool(data.getlist(field.name))

    @property
    def definition(self):
        """The table, or None where the form is not valid."""
        if not self.is_bound or not self.is_valid():
            return None
        found = self.cleaned_data
        where = {
            name: tuple("" if value == "-" else value for value in values)
            for name in TICKED
            if (values := found.get(f"only_{name}"))
        }
        if found["sections"]:
            where["section"] = found["sections"]
        return Definition(
            found["rows"], found["columns"], found["of"] or REQUESTS, where
        )


def _sections_typed(typed):
    """Return the sections meant by a citation, such as "s.40(2)"."""
    return sections_among([each.key for each in exemptions.find(typed)])


class SaveTableForm(PlainForm):
    name = forms.CharField(max_length=120, label="Name of the table")


class ChooseRowsForm(PlainForm):
    """Ticks for the rows shown, and a number for the place of each."""

    rows = forms.MultipleChoiceField(
        label="Rows", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [(row.key, row.title) for row in report.rows]
        for number, row in enumerate(_in_order(report), start=1):
            self.fields[f"place_{row.key}"] = forms.IntegerField(
                label=f"Place of “{row.title}”",
                min_value=1,
                max_value=999,
                initial=number,
                required=False,
            )

    @property
    def chosen(self):
        """The rows ticked, by their places."""
        ticked = self.cleaned_data["rows"]
        places = {key: self.cleaned_data.get(f"place_{key}") or 999 for key in ticked}
        return sorted(ticked, key=lambda key: places[key])


def _in_order(report):
    shown = {row.key for row in report.shown}
    return [*report.shown, *(row for row in report.rows if row.key not in shown)]
