"""The place of past requests among the pages of administration."""

from typing import Final

from requests_app.administration.places import Group, Place

PAST_REQUESTS: Final = Place(
    group=Group.WORK,
    title="Past requests",
    line="Import requests of a former system from a table.",
    url_name="past-requests",
    concerns=lambda user: user.authority is not None,
)
