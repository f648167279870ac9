"""No form of the project says a sentence of Django."""

import importlib
import pkgutil
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    DecimalValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.forms.utils import pretty_name

import mail
import requests_app
import responses
from requests_app.forms.plain import PlainForm, plain_error

_DJANGO = ("Ensure ", "This field", "Select a valid", "Enter a valid", "Null char")


def _every_form():
    for package in (mail, requests_app, responses):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "forms" in module.name.split("."):
                importlib.import_module(module.name)
    found, waiting = set(), [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting.extend(form.__subclasses__())
        is_ours = form.__module__.startswith(("mail.", "requests_app.", "responses."))
        # The public form has sentences of its own, in two languages.
        if is_ours and form.__module__ != "mail.asking.forms":
            found.add(form)
    return sorted(found, key=lambda form: (form.__qualname__, form.__module__))


FORMS = _every_form()
# A value that each validator of Django refuses.
_REFUSED = {
    MaxLengthValidator: lambda each: "x" * (each.limit_value + 1),
    MinLengthValidator: lambda each: "x" * (each.limit_value - 1),
    MaxValueValidator: lambda each: each.limit_value + 1,
    MinValueValidator: lambda each: each.limit_value - 1,
    DecimalValidator: lambda _each: Decimal("123456789012345678901.1234567"),
    ProhibitNullCharactersValidator: lambda _each: "a\0b",
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__qualname__)
def test_every_form_speaks_plainly(form):
    assert issubclass(form, PlainForm)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        pytest.param(form, name, id=f"{form.__qualname__}.{name}")
        for form in FORMS
        for name in form.base_fields
    ],
)
def test_every_error_of_a_field_is_a_plain_sentence(form, name):
    field = form.base_fields[name]
    errors = [
        ValidationError(message, code=code, params={"value": "x"})
        for code, message in field.error_messages.items()
        if code not in {"max_length", "invalid_image"}
    ]
    for validator in field.validators:
        if refused := _REFUSED.get(type(validator)):
            with pytest.raises(ValidationError) as raised:
                validator(refused(validator))
            errors += raised.value.error_list

    label = str(field.label or pretty_name(name))
    for error in errors:
        (said,) = plain_error(error, field, label).messages
        assert not said.startswith(_DJANGO)
        assert "None" not in said


class _Every(PlainForm):
    words = forms.CharField(label="Why it is late (optional)", max_length=5)
    hours = forms.DecimalField(label="Hours", max_digits=3, decimal_places=1)
    days = forms.IntegerField(label="Days", min_value=1, max_value=20)
    pick = forms.ChoiceField(label="Team", choices=[("a", "A")])
    picks = forms.MultipleChoiceField(label="Files", choices=[("a", "A")])
    colour = forms.CharField()
    own = forms.CharField(label="Own", error_messages={"required": "Say it."})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": "abcdef"}, "“Why it is late” must be 5 characters or fewer"),
        ({"words": "a\0"}, "has a character that cannot be stored"),
        ({"words": ""}, "Enter why it is late"),
        ({"hours": "x"}, "“Hours” must be a number, such as 12.50."),
        ({"hours": "1.25"}, "“Hours” must have no more than 1 digit after the point."),
        ({"days": "0"}, "“Days” must be 1 or more."),
        ({"days": "21"}, "“Days” must be 20 or less."),
        ({"days": "1.5"}, "“Days” must be a whole number."),
        ({"pick": "b"}, "Choose the team from the list"),
        ({"picks": ["b"]}, "Choose the files from the list"),
        ({"colour": ""}, "Enter the colour"),
        ({"own": ""}, "Say it."),
    ],
)
def test_what_is_wrong_is_said_with_the_label(typed, said):
    form = _Every(typed)

    assert not form.is_valid()
    (name,) = typed
    assert said in form.errors[name][0]
