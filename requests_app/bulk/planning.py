"""The effect of an act on each request, and its obstacles."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from accounts import policy
from accounts.models import Team, User
from requests_app.actions.table import ACTIONS
from requests_app.assigning.obstacles import Obstacles
from requests_app.models import BulkAct, FOIRequest
from requests_app.priority.keeping import asked_by

_Kind = BulkAct.Kind
PERMISSIONS: Final[Mapping[str, str]] = {
    _Kind.ASSIGN: policy.ASSIGN_REQUEST,
    _Kind.FLAG: policy.CHANGE_REQUEST,
    _Kind.PRIORITY: policy.CHANGE_REQUEST,
}
# The rules of these actions on one request hold for the many.
_ACTIONS: Final[Mapping[str, str]] = {
    _Kind.ASSIGN: "assign-request",
    _Kind.FLAG: "classify-request",
}
GONE: Final = "The request is closed to you now."


def values_before(foi_request: FOIRequest, kind: str) -> dict[str, Any]:
    """Return the values at stake in an act of a kind, as they are now."""
    if kind == _Kind.FLAG:
        return {"flags": list(foi_request.flags)}
    if kind == _Kind.PRIORITY:
        return {"priority": foi_request.priority}
    return {"officer": foi_request.officer_id, "team": foi_request.team_id}


def values_after(act: BulkAct, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values after an act, without regard to obstacles."""
    if act.kind == _Kind.FLAG:
        kept = {*before["flags"], *act.added}.difference(act.removed)
        return {"flags": [flag for flag in FOIRequest.Flag.values if flag in kept]}
    if act.kind == _Kind.PRIORITY:
        return {"priority": asked_by(act.by).value}
    team = act.team_id or (act.officer.team_id if act.officer else None)
    return {
        "officer": act.officer_id,
        # Without a team of its own, the act leaves each request with its team.
        "team": team or before["team"],
    }


class Problems:
    """Why requests of an act stay as they are; a few queries, however many requests.

    Args:
        act: The act.
        foi_requests: The requests, each with its officer, as they are now.
        receivers: The people to get requests, with their roles.
    """

    def __init__(
        self,
        act: BulkAct,
        foi_requests: Sequence[FOIRequest],
        receivers: Mapping[int, User],
    ) -> None:
        self.act = act
        self.receivers = receivers
        visible = FOIRequest.objects.visible_to(act.by)
        keys = [each.pk for each in foi_requests]
        self._seen = set(visible.filter(pk__in=keys).values_list("pk", flat=True))
        self._obstacles = Obstacles(foi_requests, list(receivers.values()))
        permission = PERMISSIONS[act.kind]
        self._is_allowed = (
            act.by.is_active
            and act.by.authority_id == act.authority_id
            and permission in act.by.role_permissions
        )
        team = Team.everything.filter(pk=act.team_id).first() if act.team_id else None
        self._team = "" if team is None or team.closed_on is None else str(team)

    def of(
        self,
        foi_request: FOIRequest,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
    ) -> str:
        """Return why a request stays as it is; "" if the act can be done.

        Args:
            foi_request: The request as it is now.
            before: The values when the person chose the request.
            after: The values wanted.
        """
        kind = self.act.kind
        if not self._is_allowed:
            return f"{self.act.by} may not do this any more."
        if foi_request.pk not in self._seen:
            return GONE
        if sentence := ACTIONS[self._action(foi_request)].refusal(foi_request):
            return sentence
        now = values_before(foi_request, kind)
        if now != dict(before):
            return self._changed(foi_request)
        if kind == _Kind.PRIORITY:
            return ""
        if dict(after) == now:
            return (
                "The request has these flags already."
                if kind == _Kind.FLAG
                else f"The request is with {_whom(foi_request)} already."
            )
        return self._unable(foi_request, after) if kind == _Kind.ASSIGN else ""

    def _action(self, foi_request: FOIRequest) -> str:
        """Return the action on one request with the rules of the act."""
        if self.act.kind != _Kind.PRIORITY:
            return _ACTIONS[self.act.kind]
        if self.act.undoes_id is not None:
            return "withdraw-priority"
        is_asked = foi_request.priority == FOIRequest.Priority.ASKED
        # A manager's act grants what others asked for.
        may_grant = policy.ASSIGN_REQUEST in self.act.by.role_permissions
        return "decide-priority" if is_asked and may_grant else "ask-for-priority"

    def _changed(self, foi_request: FOIRequest) -> str:
        if self.act.kind == _Kind.FLAG:
            labels = ", ".join(foi_request.flag_labels) or "none"
            return f"Its flags were changed meanwhile: {labels}."
        if self.act.kind == _Kind.PRIORITY:
            now = foi_request.get_priority_display().lower() or "none"
            return f"Its priority was changed meanwhile: {now}."
        return f"It was assigned meanwhile: it is with {_whom(foi_request)} now."

    def _unable(self, foi_request: FOIRequest, after: Mapping[str, Any]) -> str:
        if self._team:
            return f"{self._team} has been closed."
        if after["officer"] is None:
            return ""
        receiver = self.receivers.get(after["officer"])
        if (
            receiver is None
            or not receiver.is_active
            or receiver.authority_id != self.act.authority_id
        ):
            return f"{receiver or 'The officer'} does not work for this authority now."
        if policy.DRAFT_RESPONSE not in receiver.role_permissions:
            return f"{receiver} has no role that allows answering requests."
        return self._obstacles.between(foi_request, receiver)


def _whom(foi_request: FOIRequest) -> str:
    if foi_request.officer is not None:
        return str(foi_request.officer)
    return f"the queue of {foi_request.team}" if foi_request.team else "nobody"
