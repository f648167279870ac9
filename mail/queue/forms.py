"""Forms of the incoming queue."""

from crispy_forms_gds.layout import Div, Field, Fieldset, Layout
from django import forms

from accounts.models import Team, User
from documents.question_sheets.sheets import MOST_ROWS, cell, letters_of
from mail.models import Entry
from mail.queue.queries import first_words, shown_as
from requests_app.files.forms import MISSING, FilesForm, SeveralFilesField
from requests_app.forms.fields import DayField
from requests_app.forms.helper import ActionForm, ActionHelper
from requests_app.forms.plain import PlainForm
from requests_app.intake.forms.details import SMALL_RADIOS
from requests_app.intake.forms.new_request import NewRequestForm
from requests_app.intake.forms.received_text import ReceivedTextField
from requests_app.models import FOIRequest, Requester
from requests_app.requesters.forms import TELL_WHO
from requests_app.requesters.offers import Likeness
from responses.models import RoundRobin
from statute.working_days import format_date

# The id of the form of the question editor. It sends the details, too.
EDITOR = "editor"


class RegisterEntryForm(NewRequestForm):
    """The details of a request, sent together with its questions.

    Args:
        authority: The authority asked.
        today: The day on which officers are offered.
        user: The officer, who is offered only records that they may know of.
        filled: The details told by the message.
        no_such: Provisions that the request names and the law does not have.
        groups: The groups of requests with nearly the same words.
        **kwargs: As for a form.
    """

    format_needs = forms.ChoiceField(
        label="Format needed (optional)",
        required=False,
        choices=[("", "None, or as on record"), *Requester.Format.choices],
    )
    arrangement = forms.CharField(
        label="Format by arrangement",
        max_length=300,
        required=False,
        help_text="For example, braille. Only where a format was arranged.",
    )
    tells_no_such = forms.BooleanField(
        label="Say in the acknowledgement what is not in the law",
        required=False,
        help_text="The letter adds that this makes no difference to the request.",
    )
    round_robin = forms.ModelChoiceField(
        RoundRobin.objects.none(),
        label="Round robin group (optional)",
        required=False,
        empty_label="No group",
        help_text="Requests of the group have nearly the same words.",
        error_messages={"invalid_choice": "That group is offered no more"},
    )

    def __init__(
        self, *args, authority, today, user, filled, no_such, groups=(), **kwargs
    ):
        initial = dict(filled.details)
        super().__init__(
            *args, authority=authority, today=today, initial=initial, **kwargs
        )
        self._offer(authority, user)
        grouped = self._offer_groups(groups)
        for name, sentence in filled.why.items():
            field = self.fields[name]
            field.help_text = f"{field.help_text} {sentence}".strip()
        if not no_such:
            del self.fields["tells_no_such"]
        for field in self.fields.values():
            field.widget.attrs["form"] = EDITOR
        # The day has a page of its own, with a reason.
        for name in self.when:
            del self.fields[name]
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        asked = (
            [Field.radios("requester", **SMALL_RADIOS)] if self.is_choice_asked else []
        )
        self.helper.layout = Layout(
            Fieldset(
                *asked,
                "requester_name",
                "requester_email",
                "requester_organisation",
                "requester_type",
                "requester_address",
                "format_needs",
                "arrangement",
                legend="Requester",
                legend_size="m",
            ),
            Fieldset(
                "subject",
                Field.radios("regime", **SMALL_RADIOS),
                Field.radios("channel", **SMALL_RADIOS),
                Field.radios("language", inline=True, **SMALL_RADIOS),
                *(["tells_no_such"] if no_such else []),
                *grouped,
                legend="Request",
                legend_size="m",
            ),
            Fieldset(
                "officer", "team", legend="Who handles the request", legend_size="m"
            ),
            Div(),
        )

    def _offer_groups(self, groups):
        """Offer the groups, the first chosen; return the fields to lay out."""
        if not groups:
            del self.fields["round_robin"]
            return []
        field = self.fields["round_robin"]
        field.queryset = RoundRobin.objects.filter(pk__in=[one.pk for one in groups])
        self.initial["round_robin"] = groups[0].pk
        return ["round_robin"]

    def _offer(self, authority, user):
        """Offer records; choose one where name and address are those of it alone."""
        details = (
            self.typed_details()
            if self.is_bound
            else [self.initial.get(name) or "" for name in TELL_WHO]
        )
        offers = self.offer_records(authority, user, details=details)
        sure = [one for one in offers if one.likeness is Likeness.EMAIL_AND_NAME]
        if len(sure) == 1:
            self._fill_from(sure[0].requester)

    def _fill_from(self, record):
        self.filled_from = record
        self.initial["requester"] = str(record.pk)
        self.initial["language"] = self.language_for(record)
        kind = record.requester_type
        if kind is not None and kind.retired_on is None:
            self.initial["requester_type"] = kind

    def language_for(self, record):
        """Return Welsh where the message or the record asks for Welsh."""
        asked = {self.initial.get("language"), record.language}
        welsh = FOIRequest.Language.WELSH
        return welsh if welsh in asked else FOIRequest.Language.ENGLISH


def _select():
    return forms.Select(attrs={"class": "govuk-select"})


class ColumnsForm(PlainForm):
    """Where the questions of one sheet stand."""

    is_used = forms.BooleanField(
        label="Take the questions of this sheet",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}),
    )
    header = forms.IntegerField(
        label="Row of the headings",
        help_text="0 for none. Questions stand below.",
        min_value=0,
        max_value=MOST_ROWS,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "class": "govuk-input govuk-input--width-5",
            }
        ),
        error_messages={
            "required": "Enter the row of the headings, or 0",
            "invalid": "Enter the row of the headings as a number, or 0",
        },
    )
    number = forms.TypedChoiceField(label="Numbers", coerce=int, widget=_select())
    question = forms.TypedChoiceField(label="Questions", coerce=int, widget=_select())
    answer = forms.TypedChoiceField(
        label="Answers go into", coerce=int, widget=_select()
    )

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        width = max((len(cells) for cells in sheet.rows), default=0)
        self.legend = sheet.name
        head = self["header"].value() or 0
        at = int(head) if str(head).isdecimal() else 0
        heads = sheet.rows[at - 1] if 0 < at <= len(sheet.rows) else []
        columns = [
            (column, _column_called(heads, column)) for column in range(1, width + 2)
        ]
        self.fields["question"].choices = [(0, "None"), *columns[:-1]]
        self.fields["number"].choices = [(0, "None"), *columns[:-1]]
        self.fields["answer"].choices = [
            (0, "None: answers stand in the letter alone"),
            *columns,
        ]


def _column_called(heads, column):
    said = " ".join(cell(heads, column).split())
    letters = letters_of(column)
    if not said:
        return letters
    return f"{letters}: {said[:40]}{'…' if len(said) > 40 else ''}"


class DayOfArrivalForm(ActionForm):
    button = "Change the date"

    received_on = DayField(
        label="Date received",
        help_text="The day the message reached the authority: in any mailbox, a spam "
        "folder or a colleague’s among them, on an evening or a weekend too. For "
        "example, 27 3 2026",
    )
    reason = forms.CharField(
        label="Why it is another day",
        max_length=500,
        help_text="For example, “In the press office’s mailbox since Friday”.",
        error_messages={"required": "Enter why it is another day"},
    )


class AttachForm(ActionForm):
    button = "Attach"

    reference = forms.CharField(
        label="Reference of the request",
        max_length=60,
        help_text="For example, 1433-26",
        error_messages={"required": "Enter the reference of the request"},
    )
    is_same_person = forms.BooleanField(
        label="It is the same person, or the message is about this request",
        required=False,
    )

    def __init__(self, *args, sender, another=None, **kwargs):
        super().__init__(*args, **kwargs)
        if another is None:
            del self.fields["is_same_person"]
        else:
            self.fields["is_same_person"].help_text = (
                f"The message is from {sender}. {another} is of "
                f"{another.requester_name}. Another person’s request is a request of "
                "its own, even with the same words."
            )
        self.helper = self.make_helper()


class NoteForm(ActionForm):
    """A word for colleagues on what became of a message."""

    note = forms.CharField(
        label="Note for colleagues (optional)",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SplitForm(ActionForm):
    button = "Split into two"

    first = ReceivedTextField(
        label="First part", error_messages={"required": "The first part needs words"}
    )
    second = ReceivedTextField(
        label="Second part",
        help_text="Cut the words of the second request out of the first part, and "
        "paste them here.",
        error_messages={"required": "The second part needs words"},
    )


class JoinForm(ActionForm):
    button = "Join"

    into = forms.ModelChoiceField(
        Entry.objects.none(),
        label="Join with",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose the message to join this one with",
            "invalid_choice": "That message waits no more. Choose another",
        },
    )
    is_copy = forms.BooleanField(
        label="Both messages say the same: do not add the words of this one",
        required=False,
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        field.queryset = offered
        field.label_from_instance = called
        if len(few := offered[:2]) == 1:
            self.initial.setdefault("into", few[0].pk)


def called(entry):
    """Return the subject, sender, day and first words of an entry, on one line."""
    message = entry.message
    sender = message.sender_name or message.sender_address or "No sender"
    words = first_words(entry)
    return f"{entry} – {sender}, {format_date(entry.received_on)}: “{words}”"


class ReplyForm(ActionForm):
    button = "Send the reply"

    subject = forms.CharField(
        label="Subject",
        max_length=200,
        error_messages={"required": "Enter the subject"},
    )
    text = forms.CharField(
        label="Reply",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Write the reply"},
    )

    def make_helper(self):
        """Name the form, for the buttons of the library beside it."""
        helper = super().make_helper()
        helper.form_id = "reply"
        helper.attrs = {}
        return helper


class HandOnForm(ActionForm):
    button = "Hand on"

    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Colleague",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose a colleague"},
    )
    note = forms.CharField(
        label="Note for the colleague (optional)",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        people = authority.people.filter(is_active=True)
        self.fields["person"].queryset = people.order_by("last_name", "first_name")


class BringForm(FilesForm):
    """Messages saved as files."""

    file_field = "chosen"

    chosen = SeveralFilesField(
        label="Choose files, or drop them here",
        error_messages={"required": MISSING},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = ActionHelper(self, button="Add")


class FilterForm(PlainForm):
    """Which of the waiting messages are shown, and in which order."""

    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "All"),
            ("urgent", "Urgent"),
            ("alike", "About a request we have"),
            ("automatic", "Automatic messages"),
            ("mine", "Open with me"),
            ("free", "Open with nobody"),
        ],
    )
    order = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[("", "Newest first"), ("oldest", "Oldest first")],
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label="Team", required=False, empty_label="Any team"
    )

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        if authority is not None:
            self.fields["team"].queryset = authority.teams.all()

    def chosen(self, entries, user):
        """Return the entries asked for; all where the address says nothing known."""
        if not self.is_valid():
            return entries
        if show := self.cleaned_data["show"]:
            entries = entries.filter(shown_as(show, user))
        if team := self.cleaned_data["team"]:
            entries = entries.filter(team=team)
        if self.cleaned_data["order"]:
            entries = entries.order_by("received_on", "pk")
        return entries
