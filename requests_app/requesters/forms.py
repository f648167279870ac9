"""Forms about requesters."""

import re

from crispy_forms_gds.layout import Button, Field, Fieldset, Layout
from django import forms

from requests_app.forms.fields import check_email_address
from requests_app.forms.filters import FilterForm
from requests_app.forms.helper import ActionForm
from requests_app.models import FOIRequest, Requester, RequesterType
from requests_app.requesters.keeping import MOST_KEPT
from requests_app.requesters.offers import offer_of, offered_for

# The choice of somebody who is not on record.
NEW = "new"
# The details by which records are looked for.
TELL_WHO = ("requester_name", "requester_email", "requester_address")
# Characters of a name or an address looked for among the records.
_MOST_COMPARED = 1000
_LONGEST_NAME = 200
_RADIOS = {"legend_size": "s", "small": True}


class LinesField(forms.CharField):
    """Several short texts, a line each.

    Args:
        longest: How many characters a line may have.
        check: Called with each line; raises `ValidationError`.
        **kwargs: As for a `CharField`.
    """

    def __init__(self, *, longest, check=None, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.longest, self.check = longest, check

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        """Return the lines without blank ones."""
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_KEPT:
            raise forms.ValidationError(f"Enter at most {MOST_KEPT} lines.")
        for line in lines:
            if len(line) > self.longest:
                raise forms.ValidationError(
                    f"“{line[:40]}…” has {len(line)} characters: at most "
                    f"{self.longest} fit."
                )
            if self.check is not None:
                self.check(line)
        return lines


class AddressesField(forms.CharField):
    """Several postal addresses, with an empty line between."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        """Return the addresses, the current one first."""
        text = super().clean(value).replace("\r\n", "\n")
        parts = (part.strip() for part in re.split(r"\n[ \t]*\n", text))
        return [part for part in parts if part]


class ChangeRequesterForm(ActionForm):
    button = "Save record"

    name = forms.CharField(
        label="Name",
        max_length=_LONGEST_NAME,
        error_messages={"required": "Enter the name of the requester"},
    )
    other_names = LinesField(
        label="Other names used (optional)",
        longest=_LONGEST_NAME,
        help_text="A line each.",
    )
    organisation = forms.CharField(
        label="Organisation (optional)", max_length=_LONGEST_NAME, required=False
    )
    requester_type = forms.ModelChoiceField(
        RequesterType.objects.none(),
        label="Kind of requester (optional)",
        required=False,
        empty_label="Not stated",
        help_text="For figures. The answer is the same for every requester.",
    )
    emails = LinesField(
        label="E-mail addresses (optional)",
        longest=254,
        check=check_email_address,
        help_text="A line each. The first is the one to write to.",
    )
    addresses = AddressesField(
        label="Postal addresses (optional)",
        help_text="Without the name, with an empty line between addresses. The first "
        "is the current one.",
    )
    language = forms.ChoiceField(
        label="Language of our letters",
        choices=FOIRequest.Language.choices,
        widget=forms.RadioSelect,
    )
    format_needs = forms.ChoiceField(
        label="Format needed",
        choices=[("", "None"), *Requester.Format.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    arrangement = forms.CharField(
        label="Format by arrangement",
        max_length=300,
        required=False,
        help_text="For example, braille. Only where a format was arranged.",
    )
    contact_by = forms.ChoiceField(
        label="Prefers to be reached by",
        choices=[("", "No preference"), *Requester.ContactBy.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        label="Note for colleagues (optional)",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Never printed. The person may ask to see what you write.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, requester, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["requester_type"]
        kinds = requester.authority.requester_types
        field.queryset = kinds.filter(retired_on__isnull=True) | kinds.filter(
            pk=requester.requester_type_id
        )
        self.helper.layout = Layout(
            Fieldset(
                *("name", "other_names", "organisation", "requester_type"),
                legend="Who the person is",
                legend_size="m",
            ),
            Fieldset(
                *("emails", "addresses"),
                Field.radios("contact_by", inline=True, **_RADIOS),
                legend="Where to write",
                legend_size="m",
            ),
            Fieldset(
                Field.radios("language", inline=True, **_RADIOS),
                Field.radios("format_needs", **_RADIOS),
                "arrangement",
                "note",
                legend="What colleagues must know",
                legend_size="m",
            ),
            "version",
            Button.primary("act", self.button),
        )

    def contest(self, changed):
        """Show another user's changes, and let the officer save over them."""
        self.add_error(None, str(changed))
        for name, value in changed.fields.items():
            shown = "; ".join(value) if isinstance(value, list) else value
            labels = dict(getattr(self.fields[name], "choices", ()))
            self.add_error(name, f"Now: {labels.get(shown, shown) or 'nothing'}")
        self.data = self.data.copy()
        self.data["version"] = changed.version


class ChoiceOfRequester(forms.ChoiceField):
    """Who made a request: a record offered, or somebody new."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Who is the requester?")
        kwargs.setdefault("widget", forms.RadioSelect)
        kwargs.setdefault(
            "error_messages",
            {
                "required": "Choose whether the requester is on record or somebody new",
                "invalid_choice": "Choose a record from the list, or somebody new",
            },
        )
        super().__init__(**kwargs)

    def offer(self, offers, *, new="Somebody new"):
        """Offer records, the likeliest first, and somebody new."""
        self.offers = {str(each.requester.pk): each.requester for each in offers}
        self.choices = [
            *((str(one.requester.pk), words_of_offer(one)) for one in offers),
            (NEW, new),
        ]

    def chosen(self, value):
        """Return the record chosen; None for somebody new."""
        return self.offers.get(value)


class AsksWhoAsked:
    """Ask on the form of a new request who the requester is.

    The field `requester` is asked only where a record may be of the same person. A like
    name chooses nothing.
    """

    def offer_records(self, authority, user, *, details, known=None):
        """Offer the records of a person.

        Args:
            authority: The authority asked.
            user: The officer.
            details: The name, the e-mail address and the postal address.
            known: The record from which the request was begun; None for none.
        """
        offers = [] if known is None else [offer_of(known, user)]
        if any(details):
            typed = (each[:_MOST_COMPARED] for each in details)
            found = offered_for(authority, *typed, user)
            offers += [each for each in found if each.requester != known]
        field = self.fields["requester"]
        field.offer(offers)
        self.is_choice_asked = field.required = bool(offers)
        self.filled_from = known
        if known is not None:
            field.initial = str(known.pk)
        return offers

    def typed_details(self):
        """Return the details sent that tell who asked."""
        return [self.data.get(name, "") for name in TELL_WHO]

    def clean_requester(self):
        return self.fields["requester"].chosen(self.cleaned_data["requester"])

    def clean(self):
        """Take language and kind from the record chosen, where none was chosen here.

        The form of a record shown with its language and kind is taken as sent.
        """
        cleaned = super().clean()
        record = cleaned.get("requester")
        if record is None or record == self.filled_from:
            return cleaned
        if not self.data.get("language") or "language" not in self.changed_data:
            cleaned["language"] = self.language_for(record)
        kind = record.requester_type
        if cleaned.get("requester_type") is None and kind and kind.retired_on is None:
            cleaned["requester_type"] = kind
        return cleaned

    def language_for(self, record):
        """Return the language of letters where the officer chose none."""
        return record.language


def words_of_offer(offer):
    """Return an offer as the text of a choice."""
    requester, asked = offer.requester, offer.asked
    who = f"Same person as {requester}"
    if requester.organisation:
        who += f", {requester.organisation}"
    number = f"{asked.requests:,} request{'' if asked.requests == 1 else 's'}"
    parts = [f"{who}. {offer.why} {requester.label}, {number}."]
    if requester.language == FOIRequest.Language.WELSH:
        parts.append("Letters in Welsh.")
    if requester.format_wanted:
        parts.append(f"{requester.format_wanted}.")
    return " ".join(parts)


class LinkRequesterForm(ActionForm):
    button = "Link the request"

    requester = ChoiceOfRequester()

    def __init__(self, *args, offers, is_linked, **kwargs):
        super().__init__(*args, **kwargs)
        new = "Somebody else, who is not on record yet"
        self.fields["requester"].offer(offers, new=new if is_linked else "Somebody new")

    def clean_requester(self):
        return self.fields["requester"].chosen(self.cleaned_data["requester"])


class FindRequestersForm(FilterForm):
    q = forms.CharField(
        label="Name, e-mail address or organisation", max_length=200, required=False
    )


class MergeRequestersForm(ActionForm):
    """The record that goes, chosen from those found, and the reason."""

    button = "Show what moves"

    gone = ChoiceOfRequester(label="Which record is the same person?")
    reason = forms.CharField(
        label="Why both are one person",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The reason stays in the history of the record and of each request "
        "that moves.",
    )
    q = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        gone = self.fields["gone"]
        gone.offer(offers)
        gone.choices = gone.choices[:-1]
        gone.error_messages["required"] = "Choose the record that is the same person"

    def clean_gone(self):
        return self.fields["gone"].chosen(self.cleaned_data["gone"])


class SplitRequesterForm(ActionForm):
    """The requests of somebody else, and the reason."""

    button = "Move to a new record"

    chosen = forms.ModelMultipleChoiceField(
        FOIRequest.objects.none(),
        label="Requests from somebody else",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the requests that are from somebody else"},
    )
    reason = forms.CharField(
        label="Why they are from somebody else",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The reason stays in the history of both records and of each "
        "request that moves.",
    )

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = found
        self.fields["chosen"].label_from_instance = lambda each: (
            f"{each}: {each.subject}. From {each.requester_name}"
            f"{', ' + each.requester_email if each.requester_email else ''}"
        )


class EraseRequesterForm(ActionForm):
    button = "Erase the record"
    is_final = True

    reason = forms.CharField(
        label="Why the record is erased",
        max_length=500,
        help_text="Kept, so do not repeat the name. For example, the retention period "
        "has ended.",
    )
