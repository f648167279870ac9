"""Save and restore an authority's wording of the fixed sentences of its letters."""

from django.db import transaction

from accounts.models import Authority, User
from requests_app.history.administration import record_change
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.letters.wording.catalogue import get
from responses.letters.wording.filling import SentenceRefused
from responses.letters.wording.welsh import released
from responses.models import Wording


class WordingNotSaved(Refusal):
    """The text cannot be the wording of this sentence."""

    field = "text"


class WordingChanged(Refusal):
    """Another user saved the sentence after this wording was begun.

    Attributes:
        newest: The other user's version.
    """

    def __init__(self, newest: Wording) -> None:
        self.newest = newest
        super().__init__(
            f"{newest.by} saved this sentence after you opened it. Your text is "
            "kept: compare both versions, then save the right one."
        )


@transaction.atomic
def save_wording(
    *, authority: Authority, key: str, language: str, text: str, number: int, by: User
) -> Wording | None:
    """Save the authority's own wording of a sentence, as a new version.

    Letters already issued keep their wording. A cleared draft that contains the
    sentence must be cleared again.

    Args:
        authority: The authority sending the letters.
        key: The sentence's key.
        language: "en" or "cy".
        text: The sentence with all its fields; "" for the released wording.
        number: The version on the page; 0 where the authority had none.
        by: The user saving the wording.

    Returns:
        The version now in use; None where the released wording applies, and applied
            before.

    Raises:
        WordingNotSaved: The text lacks a field, has an unknown field, or is not a
            sentence.
        WordingChanged: Another user saved a version since.
        SentenceUnknown: No sentence has this key.
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
    usual = released(sentence, language)
    record_change(
        authority=authority,
        by=by,
        subject=f"Wording {key} ({FOIRequest.Language(language).label})",
        what="Changed" if text else "Released wording restored",
        changes={"text": [(newest.text if newest else "") or usual, text or usual]},
    )
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
    """Restore an older version of a sentence, or the released wording.

    Args:
        authority: The authority sending the letters.
        key: The sentence's key.
        language: "en" or "cy".
        version: The version to restore; 0 for the released wording.
        number: The newest version on the page.
        by: The user restoring the version.

    Returns:
        The version now in use, as from `save_wording`.

    Raises:
        WordingNotSaved: The version lacks a field added by a later release.
        WordingChanged: Another user saved a version since.
        Wording.DoesNotExist: The version does not exist.
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
