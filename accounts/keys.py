"""Switch a person's keys on and off."""

from accounts.models import User


def choose_keys(*, user: User, is_without: bool) -> User:
    """Keep whether a person works without the keys that are a single character.

    Args:
        user: The person.
        is_without: Whether these keys are off, on every page and every machine.

    Source: WCAG 2.2, success criterion 2.1.4, Character Key Shortcuts.
    """
    user.is_without_keys = is_without
    user.save(update_fields=["is_without_keys"])
    return user
