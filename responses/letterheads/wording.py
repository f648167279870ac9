"""How an authority words the fixed sentences of its letters."""

from django.db import transaction

from accounts.models import Authority, User
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.letters.wording.catalogue import get
from responses.letters.wording.filling import SentenceRefused
from responses.letters.wording.welsh import released
from responses.models import Wording


class WordingNotSaved(Refusal):
    """A sentence cannot be worded so; says why."""

    field = "text"


class WordingChanged(Refusal):
    """Somebody saved a sentence after this wording of it was begun.

    Attributes:
        newest: Their version.
    """

    def __init__(self, newest: Wording) -> None:
        self.newest = newest
        super().__init__(
            f"{newest.by} saved this sentence after you opened it. Nothing you typed "
            "is lost: compare the two, then save the one that should stand."
        )


@transaction.atomic
def save_wording(
    *, authority: Authority, key: str, language: str, text: str, number: int, by: User
) -> Wording | None:
    """Word a sentence in the authority's own way, as a new version.

    Letters already issued keep the words they were issued with. A draft that was
    cleared has to be cleared again if it says the sentence.

    Args:
        authority: Whose letters.
        key: The sentence's name.
        language: "en" or "cy".
        text: The sentence with all its fields; "" for the release's wording.
        number: The version on the page; 0 where the authority had none.
        by: Who words it.

    Returns:
        The version that counts now; None where the release's wording stands, and stood.

    Raises:
        WordingNotSaved: The text lacks a field, has a strange one, or is no sentence.
        WordingChanged: Somebody saved another version since.
        SentenceUnknown: No sentence has that name.
    """
    sentence = get(key)
    FOIRequest.Language(language)
    text = " ".join(text.split())
    if text:
        try:
            sentence.check(text)
        except SentenceRefused as reason:
            raise WordingNotSaved(str(reason)) from reason
    if text == released(sentence, language):
        text = ""
    Authority.objects.select_for_update().get(pk=authority.pk)
    versions = Wording.objects.filter(authority=authority, key=key, language=language)
    newest = versions.select_related("by").order_by("-number").first()
    if text == (newest.text if newest else ""):
        return newest
    if newest and newest.number != number:
        raise WordingChanged(newest)
    return Wording.objects.create(
        authority=authority,
        key=key,
        language=language,
        number=newest.number + 1 if newest else 1,
        text=text,
        by=by,
    )


def restore_wording(
    *,
    authority: Authority,
    key: str,
    language: str,
    version: int,
    number: int,
    by: User,
) -> Wording | None:
    """Go back to an older version of a sentence, or to the release's.

    Args:
        authority: Whose letters.
        key: The sentence's name.
        language: "en" or "cy".
        version: The version to go back to; 0 for the release's.
        number: The newest version on the page.
        by: Who goes back.

    Returns:
        The version that counts now, as `save_wording` does.

    Raises:
        WordingNotSaved: It lacks a field that the release has added since.
        WordingChanged: Somebody saved another version since.
        Wording.DoesNotExist: There is no such version.
    """
    text = ""
    if version:
        text = Wording.objects.get(
            authority=authority, key=key, language=language, number=version
        ).text
    return save_wording(
        authority=authority,
        key=key,
        language=language,
        text=text,
        number=number,
        by=by,
    )
