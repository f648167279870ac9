"""The form of outgoing e-mail and post."""

from crispy_forms_gds.layout import (
    Button,
    ConditionalQuestion,
    ConditionalRadios,
    Field,
    Fieldset,
    Layout,
)
from django import forms

from requests_app.forms.fields import EmailAddressField
from requests_app.forms.helper import ActionForm
from requests_app.models import Login
from responses.models import Sender
from responses.models.senders import FEWEST_WEEKS, MOST_WEEKS, USUAL_WEEKS

_PLAIN = {"legend_size": "s", "label_size": "s"}


def _secret(**kwargs):
    # A secret is never shown again, not even after a refusal.
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(required=False, max_length=500, widget=widget, **kwargs)


class SaveSenderForm(ActionForm):
    button = "Save"

    mail_by = forms.ChoiceField(
        label="How e-mails are sent",
        choices=Sender.Mail,
        widget=forms.RadioSelect,
    )
    address = EmailAddressField(
        label="Address that e-mails come from",
        help_text="Such as foi@council.example.",
        required=False,
    )
    smtp_host = forms.CharField(
        label="Mail server",
        help_text="Such as smtp.council.example.",
        max_length=253,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    smtp_encryption = forms.ChoiceField(
        label="Encryption",
        choices=Sender.Encryption,
        widget=forms.RadioSelect,
        required=False,
    )
    smtp_port = forms.IntegerField(
        label="Port",
        required=False,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}
        ),
    )
    smtp_user = forms.CharField(
        label="User name (optional)",
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    smtp_password = _secret(label="Password")
    mailbox = EmailAddressField(
        label="Address of the mailbox",
        help_text="E-mails come from it, and a copy of each lies in its Sent Items. It "
        "may be a shared mailbox.",
        required=False,
    )
    login = forms.ModelChoiceField(
        Login.objects.none(),
        label="Login",
        required=False,
        empty_label="Choose a login",
    )
    notify_template = forms.UUIDField(
        label="Id of the template",
        help_text="Make a template for e-mails at GOV.UK Notify, with the subject "
        "((subject)) and the text ((message)). With links it also has ((link)) for the "
        "letter, and ((file_1)), ((file_2)) and so on for files. The letter’s text is "
        "in the e-mail in any case.",
        required=False,
        error_messages={"invalid": "Enter the id as GOV.UK Notify shows it."},
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    notify_links = forms.BooleanField(
        label="Link to the letter as a PDF, and to its files",
        required=False,
    )
    notify_confirms = forms.BooleanField(
        label="Ask for the e-mail address before a file is downloaded",
        required=False,
    )
    notify_weeks = forms.IntegerField(
        label="Weeks for which files can be downloaded",
        help_text=f"From {FEWEST_WEEKS} to {MOST_WEEKS}. The e-mail says the last day.",
        required=False,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}
        ),
    )
    post_by = forms.ChoiceField(
        label="How letters are posted",
        choices=Sender.Post,
        widget=forms.RadioSelect,
    )
    postage = forms.ChoiceField(
        label="Postage",
        choices=Sender.Postage,
        widget=forms.RadioSelect,
        required=False,
    )
    notify_key = _secret(label="API key")
    receipts_token = _secret(
        label="Bearer token of receipts (optional)",
    )
    reply_pattern = forms.CharField(
        label="Address for replies to each request (optional)",
        help_text="Such as foi+{reference}@council.example, where your mail server "
        "delivers every such address to one mailbox. Replies then reach the right "
        "request by themselves. If you leave this empty, replies go to the "
        "authority’s address.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    carries_notices = forms.BooleanField(
        label="E-mails to colleagues and departments leave the same way",
        required=False,
    )

    def __init__(self, *args, sender, receipts_url, **kwargs):
        super().__init__(*args, **kwargs)
        logins = Login.objects.filter(authority_id=sender.authority_id)
        self.fields["login"].queryset = logins.filter(kind=Login.Kind.MICROSOFT)
        if not self.fields["login"].queryset.exists():
            self.fields["login"].help_text = (
                "No login of Microsoft 365 is kept yet. Add one first, under "
                "Administration."
            )
        self.fields["notify_key"].help_text = (
            "Of GOV.UK Notify, under API integration. Needed where e-mail or post "
            "leaves by it."
        )
        self.fields["receipts_token"].help_text = (
            f"32 characters or more. Enter it at GOV.UK Notify too, under Callbacks, "
            f"with the address {receipts_url}. Without it GOV.UK Notify is asked from "
            "time to time."
        )
        for name, kept in (
            ("smtp_password", sender.sealed_smtp_password),
            ("notify_key", sender.sealed_notify_key),
            ("receipts_token", sender.receipts_digest),
        ):
            if kept:
                field = self.fields[name]
                field.help_text += " Leave empty to keep what is set."
        self.helper.layout = Layout(
            Fieldset(
                ConditionalRadios("mail_by", *self._ways_of_mail()),
                "reply_pattern",
                Field.checkbox("carries_notices", small=True),
                legend="E-mail",
                legend_size="m",
            ),
            Fieldset(
                ConditionalRadios("post_by", *self._ways_of_post()),
                legend="Post",
                legend_size="m",
            ),
            Fieldset(
                "notify_key",
                "receipts_token",
                legend="GOV.UK Notify",
                legend_size="m",
            ),
            Button.primary("act", self.button),
        )

    def _ways_of_mail(self):
        asked = {
            Sender.Mail.SMTP: [
                Field("address", context=_PLAIN),
                Field("smtp_host", context=_PLAIN),
                Field("smtp_encryption", context=_PLAIN | {"radios_small": True}),
                Field("smtp_port", context=_PLAIN),
                Field("smtp_user", context=_PLAIN),
                Field("smtp_password", context=_PLAIN),
            ],
            Sender.Mail.GRAPH: [
                Field("mailbox", context=_PLAIN),
                Field("login", context=_PLAIN),
            ],
            Sender.Mail.NOTIFY: [
                Field("notify_template", context=_PLAIN),
                Field.checkbox("notify_links", small=True),
                Field.checkbox("notify_confirms", small=True),
                Field("notify_weeks", context=_PLAIN),
            ],
        }
        return [
            ConditionalQuestion(label, *asked.get(way, []))
            for way, label in self.fields["mail_by"].choices
        ]

    def _ways_of_post(self):
        postage = Field("postage", context=_PLAIN | {"radios_small": True})
        asked = {Sender.Post.NOTIFY: [postage]}
        return [
            ConditionalQuestion(label, *asked.get(way, []))
            for way, label in self.fields["post_by"].choices
        ]

    def clean(self):
        """Return the settings by their names, whatever the way chosen leaves unsaid."""
        cleaned = super().clean() or self.cleaned_data
        mailbox = cleaned.pop("mailbox", "")
        if cleaned.get("mail_by") == Sender.Mail.GRAPH and "mailbox" not in self.errors:
            cleaned["address"] = mailbox
        if not cleaned.get("notify_weeks") and "notify_weeks" not in self.errors:
            is_asked = cleaned.get("mail_by") == Sender.Mail.NOTIFY
            cleaned["notify_weeks"] = 0 if is_asked else USUAL_WEEKS
        cleaned["postage"] = cleaned.get("postage") or Sender.Postage.SECOND
        usual = Sender.Encryption.STARTTLS
        cleaned["smtp_encryption"] = cleaned.get("smtp_encryption") or usual
        if cleaned.get("smtp_port") is None and "smtp_port" not in self.errors:
            is_asked = cleaned.get("mail_by") == Sender.Mail.SMTP
            cleaned["smtp_port"] = 0 if is_asked else Sender().smtp_port
        return cleaned
