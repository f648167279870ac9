"""The person who answers an enquiry: by an account, or by a link."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from requests_app.models import EnquiryLink, EnquiryReply


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers: exactly one of the two is given.

    Attributes:
        user: The person with an account.
        link: The link of a person without an account.
        named: The name that the holder of a link gave; "" for none.
    """

    user: User | None = None
    link: EnquiryLink | None = None
    named: str = ""

    @property
    def name(self) -> str:
        """The name that officers see."""
        if self.link is None:
            return str(self.user)
        if self.named:
            return f"{self.named} ({self.link.address})"[:254]
        return self.link.address

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of a reply that say whose it is."""
        return {"by": self.user, "link": self.link}

    def owns(self, reply: EnquiryReply) -> bool:
        """Whether a reply was written by this person."""
        if self.link is not None:
            return reply.link_id == self.link.pk
        return self.user is not None and reply.by_id == self.user.pk
