"""The places of administration for letterhead and wording."""

from requests_app.administration.places import Group, Place

LETTERS = (
    Place(
        group=Group.LETTERS,
        title="Letterhead",
        line="The authority’s crest, and how its name and address stand on letters.",
        url_name="letterhead",
        is_of_authority=True,
    ),
    Place(
        group=Group.LETTERS,
        title="Wording of letters",
        line="The sentences that letters use, in English and Welsh.",
        url_name="wording",
        is_of_authority=True,
        arguments=("en",),
    ),
)
