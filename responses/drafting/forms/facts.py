"""Form fields for the facts that provisions and outcomes ask for."""

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
    return forms.DecimalField(
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}
        ),
        error_messages={
            "invalid": "Enter the hours as a number, such as 18.5",
            "min_value": "Enter more than 0 hours, or leave this empty",
            "max_digits": "Enter fewer hours",
            "max_whole_digits": "Enter fewer hours",
            "max_decimal_places": "Enter the hours with at most two decimals",
        },
        **said,
    )


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
