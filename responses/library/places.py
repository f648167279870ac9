"""The place of administration for the wording library."""

from requests_app.administration.places import Group, Place

LIBRARY = Place(
    group=Group.LETTERS,
    title="Wording library",
    line="Paragraphs that officers are offered, with the days of their review.",
    url_name="library",
)
