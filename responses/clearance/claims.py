"""Whether an approver has taken a step of clearance, to read the letter."""

from datetime import datetime, timedelta
from typing import Final

from accounts.models import User
from responses.models import ClearanceStep

# After this time the step is free again.
CLAIM_LASTS: Final = timedelta(days=1)


def taken_by(step: ClearanceStep, *, at: datetime | None) -> User | None:
    """Return the person with a step at a moment; None if free."""
    if step.claimed_at is None or at is None:
        return None
    is_taken = step.claimed_at <= at < step.claimed_at + CLAIM_LASTS
    return step.claimed_by if is_taken else None


def taken_by_another(step: ClearanceStep, person: User, *, at: datetime | None) -> bool:
    """Whether another person has taken the step."""
    return taken_by(step, at=at) not in {None, person}
