"""The place of administration for routes of clearance."""

from requests_app.administration.places import Group, Place

ROUTES = Place(
    group=Group.WORK,
    title="Clearance routes",
    line="Who clears a response before it goes, in which order, and by which rules.",
    url_name="clearance-routes",
)
