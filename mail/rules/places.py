"""The place of administration for the rules of incoming messages."""

from requests_app.administration.places import Group, Place

INCOMING_RULES = Place(
    group=Group.WORK,
    title="Rules for incoming messages",
    line="Which messages get a flag or a team as they arrive.",
    url_name="incoming-rules",
)
