"""Forms of mailboxes."""

from django import forms
from django.conf import settings

from mail.models import Mailbox
from requests_app.forms.fields import DayField, EmailAddressField
from requests_app.forms.helper import ActionForm
from requests_app.models import Login


def _name(**attrs):
    return forms.TextInput(attrs={"spellcheck": "false", **attrs})


class MailboxForm(ActionForm):
    """What is read, and how; each kind needs some of the fields."""

    button = "Save mailbox"

    name = forms.CharField(
        label="Name of the mailbox",
        help_text="As lists and notices name it, such as “FOI inbox”.",
        max_length=80,
    )
    kind = forms.ChoiceField(
        label="How it is read",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the mailbox is read"},
    )
    login = forms.ModelChoiceField(
        Login.objects.none(), label="Login", required=False, empty_label="None"
    )
    address = EmailAddressField(
        label="Address whose mail is read",
        help_text="Of the shared mailbox itself, not of a person who reads it.",
        required=False,
    )
    host = forms.CharField(
        label="IMAP server",
        help_text="For IMAP only, such as outlook.office365.com or imap.gmail.com.",
        max_length=253,
        required=False,
        widget=_name(),
    )
    port = forms.IntegerField(
        label="Port (optional)",
        help_text="For IMAP only. 993 if you leave this empty; 143 for STARTTLS.",
        min_value=1,
        max_value=65535,
        required=False,
        widget=_name(**{"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )
    path = forms.CharField(
        label="Folder of files",
        help_text="For a folder of files only: its name on this server.",
        max_length=500,
        required=False,
        widget=_name(),
    )
    folder = forms.CharField(
        label="Folder that is read",
        help_text="INBOX, or the path of another folder, such as INBOX/FOI.",
        max_length=200,
        widget=_name(),
    )
    filed_to = forms.CharField(
        label="Folder for messages that are kept (optional)",
        help_text="Messages are moved there once they are kept. Leave this empty to "
        "leave them where they are.",
        max_length=200,
        required=False,
        widget=_name(),
    )
    sent_folder = forms.CharField(
        label="Folder of sent mail (optional)",
        help_text="Read, so that replies from Outlook are on the file: Sent Items, or "
        "Sent. Letters that leave by your own mail server (SMTP) from this address are "
        "put there too, each once.",
        max_length=200,
        required=False,
        widget=_name(),
    )
    since = DayField(
        label="First day of arrival",
        help_text="Messages that arrived earlier stay untouched. "
        "For example, 27 3 2026",
    )

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        has_folders = settings.MAIL_FOLDERS is not None
        self.fields["kind"].choices = [
            (value, label)
            for value, label in Mailbox.Kind.choices
            if has_folders or value != Mailbox.Kind.FOLDER
        ]
        self.fields["login"].queryset = Login.objects.filter(authority=authority)
        if not has_folders:
            del self.fields["path"]
        self.helper = self.make_helper()

    def clean(self):
        """Give the service each of its arguments."""
        return {"path": ""} | super().clean()
