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
from responses.models import Sender

_PLAIN = {"legend_size": "s", "label_size": "s"}


def _secret(**kwargs):
    # A secret is never shown again, not even after a refusal.
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(required=False, max_length=500, widget=widget, **kwargs)


class SaveSenderForm(ActionForm):
    button = "Save"

    mail_by = forms.ChoiceField(
        label="By what e-mails leave",
        choices=[
            (Sender.Mail.INSTALLATION, Sender.Mail.INSTALLATION.label),
            (Sender.Mail.SMTP, Sender.Mail.SMTP.label),
        ],
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
    reply_pattern = forms.CharField(
        label="Address for replies, for each request its own (optional)",
        help_text="Such as foi+{reference}@council.example, where your mail server "
        "delivers every such address to one mailbox. Replies then reach the right "
        "request by themselves. If you leave this empty, replies go to the "
        "authority’s address.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    carries_notices = forms.BooleanField(
        label="E-mails to colleagues leave the same way",
        help_text="Notices, reminders, and questions to departments.",
        required=False,
    )

    def __init__(self, *args, sender, **kwargs):
        super().__init__(*args, **kwargs)
        if sender.sealed_smtp_password:
            self.fields[
                "smtp_password"
            ].help_text = "Leave empty to keep the present password."
        self.helper.layout = Layout(
            Fieldset(
                ConditionalRadios("mail_by", *self._ways_of_mail()),
                "reply_pattern",
                "carries_notices",
                legend="E-mail",
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
        }
        return [
            ConditionalQuestion(label, *asked.get(way, []))
            for way, label in self.fields["mail_by"].choices
        ]
