"""The place of administration for the rules on advice from outside."""

from typing import Final

from requests_app.administration.places import Group, Place

ADVICE: Final = Place(
    Group.WORK,
    "Advice from outside",
    "Which provisions need legal advice, a referral or a third party’s view first.",
    "advice-rules",
)
