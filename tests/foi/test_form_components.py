"""Each kind of field has the markup published by govuk-frontend."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from crispy_forms_gds.fields import DateInputField
from crispy_forms_gds.helper import FormHelper
from django import forms
from django.template import Context, Template

COMPONENTS = (
    Path(__file__).resolve().parents[2]
    / "node_modules/govuk-frontend/dist/govuk/components"
)
CHOICES = [("yes", "Yes"), ("no", "No")]


class Skeleton(HTMLParser):
    """The elements of a fragment, with their classes and roles for styling."""

    # The form pack uses the error class of an input for text areas and menus: same
    # rule.
    same = {
        "govuk-textarea--error": "govuk-input--error",
        "govuk-select--error": "govuk-input--error",
    }
    # The page chooses the width of a field.
    free = ("govuk-input--width", "govuk-date-input__input", "govuk-!-")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        classes = sorted(
            self.same.get(name, name)
            for name in (attrs.get("class") or "").split()
            if not name.startswith(self.free)
        )
        if tag != "form" and tag != "option":
            self.elements.append((tag, classes, attrs.get("role"), attrs.get("type")))


def render(field: forms.Field, *, wrong: bool) -> str:
    class OneField(forms.Form):
        def __init__(self, *args):
            super().__init__(*args)
            self.fields["field"] = field
            self.helper = FormHelper()
            self.helper.form_tag = False

    form = OneField({}) if wrong else OneField()
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(
        Context({"form": form})
    )


def published(component: str, name: str) -> str:
    fixtures = json.loads((COMPONENTS / component / "fixtures.json").read_text())
    return next(f["html"] for f in fixtures["fixtures"] if f["name"] == name)


@pytest.mark.parametrize(
    ("field", "component", "fixture", "wrong"),
    [
        pytest.param(forms.CharField(), "input", "default", False, id="input"),
        pytest.param(
            forms.CharField(help_text="Hint"),
            "input",
            "with hint text",
            False,
            id="input with a hint",
        ),
        pytest.param(
            forms.CharField(), "input", "with error message", True, id="wrong input"
        ),
        pytest.param(
            forms.CharField(widget=forms.Textarea),
            "textarea",
            "default",
            False,
            id="textarea",
        ),
        pytest.param(
            forms.CharField(widget=forms.Textarea),
            "textarea",
            "with error message",
            True,
            id="wrong textarea",
        ),
        pytest.param(
            forms.ChoiceField(choices=CHOICES), "select", "default", False, id="select"
        ),
        pytest.param(
            forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect),
            "radios",
            "default",
            False,
            id="radios",
        ),
        pytest.param(
            DateInputField(help_text="For example, 31 3 1980"),
            "date-input",
            "default",
            False,
            id="date",
        ),
    ],
)
def test_a_field_is_marked_up_as_published(field, component, fixture, wrong):
    ours = Skeleton(render(field, wrong=wrong))

    theirs = Skeleton(published(component, fixture))

    assert ours.elements == theirs.elements
