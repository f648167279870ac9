"""What can be done with a response as a whole: in which state, and by whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from accounts import policy
from accounts.models import User
from requests_app.actions.table import ActionNotPossible
from requests_app.models import FOIRequest
from requests_app.workflow import State


@dataclass(frozen=True, slots=True)
class ResponseAction:
    """Something done with a response, under the name of its page.

    Attributes:
        url_name: The name of its page and of its service, with dashes.
        permission: What a person needs to be allowed.
        states: In which states of the request it makes sense.
        rule: The sentence that says so, with a place for the states.
    """

    url_name: str
    permission: str
    states: tuple[State, ...]
    rule: str

    def refusal(self, foi_request: FOIRequest) -> str:
        """Say why it cannot be done just now, or nothing."""
        if foi_request.state in self.states:
            return ""
        states = " or ".join(f"“{state.label}”" for state in self.states)
        return (
            f"This request is “{foi_request.get_state_display()}”. "
            f"{self.rule.format(states=states)}"
        )


_ALL: Final = (
    ResponseAction(
        "send-for-clearance",
        policy.DRAFT_RESPONSE,
        (State.ANSWERING,),
        "A response can be sent for clearance while a request is {states}.",
    ),
    ResponseAction(
        "clear-response",
        policy.CLEAR_RESPONSE,
        (State.CLEARANCE,),
        "A response can be cleared while a request is {states}.",
    ),
    ResponseAction(
        "return-response",
        policy.CLEAR_RESPONSE,
        (State.CLEARANCE,),
        "A response can be returned while a request is {states}.",
    ),
    ResponseAction(
        "recall-from-clearance",
        policy.DRAFT_RESPONSE,
        (State.CLEARANCE, State.CLEARED),
        "A response can be recalled while a request is {states}.",
    ),
    ResponseAction(
        "issue-response",
        policy.ISSUE_RESPONSE,
        (State.CLEARED,),
        "A letter can be issued once its response is {states}.",
    ),
)
RESPONSE_ACTIONS: Final[Mapping[str, ResponseAction]] = MappingProxyType(
    {action.url_name: action for action in _ALL}
)


def response_actions_open_to(user: User, foi_request: FOIRequest) -> Iterator[str]:
    """Yield the names of what this person may do with the response as it stands."""
    allowed = user.role_permissions
    for action in _ALL:
        if action.permission in allowed and not action.refusal(foi_request):
            yield action.url_name


def check_response_action(foi_request: FOIRequest, url_name: str) -> None:
    """Refuse an action that the pages of the response do not offer.

    Raises:
        ActionNotPossible: In words for the officer.
    """
    if refusal := RESPONSE_ACTIONS[url_name].refusal(foi_request):
        raise ActionNotPossible(refusal)
