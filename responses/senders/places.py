"""The place of administration for outgoing e-mail and post."""

from requests_app.administration.places import Group, Place

OUTGOING = Place(
    group=Group.LETTERS,
    title="Outgoing e-mail and post",
    line="By which mail server and which post letters leave, and how replies return.",
    url_name="outgoing",
    concerns=lambda user: user.authority is not None,
)
