"""An address is read where it is clearly the sender's, and nowhere else."""

import pytest
from django.urls import reverse

from mail.queue.signed_address import address_in
from tests.factories import UserFactory
from tests.mail.made import ASKS, entry

ASK = "Dear team\n\nHow many bicycles did you buy?\n\n"
ADDRESS = "12 Mill Lane\nLeeds\nLS1 4AP"


@pytest.mark.parametrize(
    "signature",
    [
        f"Yours faithfully\nRowan Hale\n{ADDRESS}",
        f"Regards,\n\nRowan\n\n{ADDRESS}\n\nTel: 0113 496 0000",
        f"Rowan Hale\nReporter, The Gazette\n{ADDRESS}\nrowan@hale.example",
        "Thanks\nRowan Hale\n12 Mill Lane, Leeds, LS1 4AP.",
        "Mrs Rowan Hale\n12 Mill Lane,\nLeeds, LS1 4AP",
        f"Cofion gorau\nRowan Hale\n{ADDRESS}\n\nSent from my phone",
    ],
)
def test_an_address_below_the_name_is_read(signature):
    assert address_in(f"{ASK}{signature}", name="Rowan Hale") == ADDRESS


@pytest.mark.parametrize(
    "text",
    [
        "",
        ASK,
        f"{ASK}Rowan Hale",
        # A place asked about, and a person asked about.
        f"Dear team\n\nWhat was paid for the house at\n{ADDRESS}",
        f"{ADDRESS}\n\n{ASK}Yours faithfully\nRowan Hale",
        f"{ASK}Yours faithfully\nRowan Hale\n\nFor Kim Other\n{ADDRESS}",
        f"{ASK}Yours faithfully\nKim Other\n{ADDRESS}",
        # Quoted.
        f"{ASK}Rowan Hale\n\n> Kim Other\n> 12 Mill Lane\n> Leeds\n> LS1 4AP",
        f"{ASK}Rowan Hale\n\nFrom: Kim Other\nSent: 1 May 2026 10:00\nTo: Rowan Hale\n"
        f"Subject: Bicycles\n\nYours\nKim Other\n{ADDRESS}",
        # Not clear, or not in the United Kingdom.
        f"{ASK}Rowan Hale\nLS1 4AP",
        f"{ASK}Rowan Hale\n12 Mill Lane\nTel: 0113 496 0000\nLeeds\nLS1 4AP",
        f"{ASK}Rowan Hale\n12 Rue du Moulin\n75001 Paris\nFrance",
        f"{ASK}Rowan Hale\n{ADDRESS}\n" + "And more of this.\n" * 9,
    ],
)
def test_no_other_address_is_read(text):
    assert address_in(text, name="Rowan Hale") == ""


def test_without_a_known_name_the_farewell_tells():
    text = f"{ASK}Yours faithfully\nKim Other\n{ADDRESS}"

    assert address_in(text, name="") == ADDRESS


@pytest.mark.django_db
def test_the_form_has_the_address_and_says_from_where(client):
    officer = UserFactory(roles=["officer"])
    client.force_login(officer)
    one = entry(officer.authority, text=f"{ASKS}{ADDRESS}\n")

    page = client.get(reverse("incoming-message", args=[one.pk]))

    field = page.context["details"]["requester_address"]
    assert field.value() == ADDRESS
    assert "From the signature of the message." in field.help_text
    assert page.context["details"]["channel"].value() == "email"
