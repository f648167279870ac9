"""The actions on a response as a whole: the states and permissions they need."""

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
    """An action on a response, named after its page.

    Attributes:
        url_name: The name of its page and of its service, with dashes.
        permission: The permission needed.
        states: The states of the request in which it is possible.
        rule: A sentence with this rule, with "{states}" in place of the states.
    """

    url_name: str
    permission: str
    states: tuple[State, ...]
    rule: str

    def refusal(self, foi_request: FOIRequest) -> str:
        """Return why the action is not possible now; "" if it is possible."""
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
    """Yield the names of the actions that a user may take on the response now."""
    allowed = user.role_permissions
    for action in _ALL:
        if action.permission in allowed and not action.refusal(foi_request):
            yield action.url_name


def check_response_action(foi_request: FOIRequest, url_name: str) -> None:
    """Refuse an action that is not possible in the state of the request.

    Raises:
        ActionNotPossible: The request is in another state.
    """
    if refusal := RESPONSE_ACTIONS[url_name].refusal(foi_request):
        raise ActionNotPossible(refusal)
