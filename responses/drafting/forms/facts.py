"""Form fields for the facts that provisions and outcomes ask for."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from requests_app.forms.fields import DayField
from statute import facts as law
from statute.exemptions import Provision
from statute.facts import Fact, FactKind


def field_for(fact: Fact, provision: Provision | None = None) -> forms.Field:
    """Return the field that asks for a fact; whether it may stay empty, the gate says.

    Args:
        fact: The fact.
        provision: The provision asking for it, whose purposes can be chosen.
    """
    said: dict[str, Any] = {
        "label": fact.label,
        "help_text": fact.help,
        "required": False,
    }
    match fact.kind:
        case FactKind.LINE:
            return forms.CharField(
                max_length=law.LONGEST_LINE,
                widget=forms.TextInput(attrs={"class": "govuk-input"}),
                **said,
            )
        case FactKind.TEXT:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **said)
        case FactKind.CHOICE:
            return forms.ChoiceField(
                choices=list(fact.choices.items()), widget=forms.RadioSelect, **said
            )
        case FactKind.DAY:
            return DayField(**said)
        case FactKind.PURPOSES:
            purposes = law.purposes_of(provision) if provision else ()
            return forms.MultipleChoiceField(
                choices=[(one.key, _purpose(one)) for one in purposes],
                widget=forms.CheckboxSelectMultiple,
                **said,
            )
        case FactKind.COUNT:
            return forms.IntegerField(
                min_value=1,
                max_value=law.MOST_RECORDS - 1,
                widget=_figures("numeric"),
                error_messages={
                    "invalid": "Enter how many as a whole number, such as 400",
                    "min_value": "Enter 1 or more, or leave this empty",
                    "max_value": "Enter fewer records",
                },
                **said,
            )
        case FactKind.REFERENCES:
            return ReferencesField(**said)
    unit = str(fact.kind)
    return forms.DecimalField(
        min_value=Decimal("0.01"),
        max_digits=8 if fact.kind is FactKind.HOURS else 5,
        decimal_places=2,
        widget=_figures("decimal"),
        error_messages={
            "invalid": f"Enter the {unit} as a number, such as 18.5",
            "min_value": f"Enter more than 0 {unit}, or leave this empty",
            "max_digits": f"Enter fewer {unit}",
            "max_whole_digits": f"Enter fewer {unit}",
            "max_decimal_places": f"Enter the {unit} with at most two decimals",
        },
        **said,
    )


def question_field(questions: Iterable[tuple[int, str]]) -> forms.Field:
    """Return the field asking for another question of the request.

    Args:
        questions: The key and the reference of each question that can be chosen.
    """
    fact = law.FACTS["as_question"]
    return forms.TypedChoiceField(
        choices=[("", "Choose a question"), *questions],
        coerce=int,
        empty_value=None,
        label=fact.label,
        help_text=fact.help,
        required=False,
        widget=forms.Select,
    )


class ReferencesField(forms.CharField):
    """References of requests, one in each line or between commas."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=law.MOST_REFERENCES * law.LONGEST_LINE,
            widget=forms.Textarea(attrs={"rows": 3}),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """Return references as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """Return the references entered, each once."""
        entered = re.split(r"[,;\n]", super().clean(value))
        found = list(dict.fromkeys(filter(None, map(str.strip, entered))))
        if len(found) > law.MOST_REFERENCES:
            raise forms.ValidationError(
                f"Enter at most {law.MOST_REFERENCES} references"
            )
        if any(len(one) > law.LONGEST_LINE for one in found):
            raise forms.ValidationError("Enter each reference in a line of its own")
        return found


def _figures(mode: str) -> forms.TextInput:
    attrs = {"inputmode": mode, "class": "govuk-input--width-5"}
    return forms.TextInput(attrs=attrs)


def _purpose(provision: Provision) -> str:
    title = provision.title.removeprefix("Purpose: ")
    return f"{provision.short_citation} {title}"


def asked_and_said(asked: Iterable[Fact], stored: Mapping[str, Any]) -> dict[str, Fact]:
    """Return the facts to show: those asked for, and those already stated."""
    shown = {fact.id: fact for fact in asked}
    for name in stored:
        shown.setdefault(name, law.FACTS[name])
    return shown


def initial_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored facts as the fields show them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in law.read(stored).items()
    }
