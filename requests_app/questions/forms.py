"""The form of the question editor, and a choice of questions for other forms."""

import re
from typing import get_args

from django import forms
from django.core import signing
from django.utils.functional import cached_property

from requests_app.calendars.question_dates import owed_among
from requests_app.forms.plain import PlainForm
from requests_app.models import Clarification, Question
from requests_app.questions.clarifying import ClarificationSettled
from requests_app.questions.numbering.paths import Path, paths_of
from requests_app.questions.outline import tree_edits
from requests_app.questions.outline.nodes import (
    CLOSING,
    KINDS,
    PREAMBLE,
    from_json,
    tidy,
)
from requests_app.questions.outline.tree_edits import (
    CorrectionNotPossible,
    Where,
    add,
    delete,
    drop,
    edit,
    merge,
    move_down,
    move_in,
    move_out,
    move_up,
    renumber,
    set_kind,
    split,
)
from requests_app.questions.proposing import proposals_of, with_proposal

EVERY = "every"
_SHOWN = 90  # characters of a question in its label
_MINE_SALT = "requests_app.questions-kept"

_MOVES = {
    "in": move_in,
    "out": move_out,
    "up": move_up,
    "down": move_down,
    "merge": merge,
    "add": add,
    "delete": delete,
}
_OTHERS = (
    "save",  # only save the texts as typed
    "split",
    "drop",
    "put_back",
    "undo",
    "redo",
    "mine",  # apply a correction refused as out of date
    "read",  # add what was read in a clarification
    "settle",  # say what a clarification changed
    "ask",  # name a question as first asked in a later letter
    "look",  # save nothing: show where the words as typed are in the received text
)


class PartField(forms.MultipleChoiceField):
    """A choice of the questions that something concerns, or of all still owed.

    Nothing chosen never means everything: the first tick box does. The form calls
    `offer`, and leaves the field out where it returns False.
    """

    widget = forms.CheckboxSelectMultiple

    def offer(
        self,
        foi_request,
        questions=None,
        *,
        every="Every question still to be answered",
    ):
        """Offer the questions still owed; return whether there is a choice at all."""
        nodes = list(foi_request.questions.all())
        owed = owed_among(nodes) if questions is None else questions
        self.offered = {str(question.pk): question for question in owed}
        self.choices = [
            (EVERY, every),
            *labelled(nodes, owed),
        ]
        return len(self.offered) > 1

    def clean(self, value):
        """Return the questions chosen; none where every question was."""
        chosen = super().clean(value)
        return [] if EVERY in chosen else [self.offered[key] for key in chosen]


def labelled(nodes: list[Question], questions: list[Question]) -> list[tuple[str, str]]:
    """Return the choices of questions: key, number and beginning."""
    paths = paths_of(nodes)
    return [
        (str(question.pk), label_of(question, paths[question.pk]))
        for question in questions
    ]


def label_of(question: Question, path: Path) -> str:
    """Return the label of a question, such as "1(b): How many …"."""
    name = str(path) if path.is_numbered else path[:1].upper() + path[1:]
    words = " ".join(question.text.split())
    if len(words) > _SHOWN:
        words = f"{words[:_SHOWN].rpartition(' ')[0]} …"
    return f"{name}: {words}" if words else name


class CorrectQuestionsForm(PlainForm):
    """The input of the question editor.

    Each text is in a field named after its node: `t12` is the text of node 12, `a12`
    the text below its children, `l12` its number.
    """

    version = forms.IntegerField(min_value=0)
    action = forms.ChoiceField(
        required=False,
        choices=[(name, name) for name in (*_MOVES, *KINDS, *_OTHERS)],
    )
    node = forms.CharField(required=False)
    # The number of characters of the node's text before the cursor.
    caret = forms.IntegerField(required=False, min_value=0)
    # The place where a node was dropped with the mouse.
    target = forms.CharField(required=False)
    where = forms.ChoiceField(
        required=False,
        choices=[(name, name) for name in get_args(Where)],
    )
    # The span in the received text, as start-end, of words to put back.
    put_back = forms.RegexField(r"^\d{1,9}-\d{1,9}$", required=False)
    # What a clarification changed, and its key. "add" only puts what was read in it
    # after the questions: the clarification still waits. "ask" names a later letter
    # and, last, the key of a question first asked in the letter.
    settle = forms.RegexField(
        r"^(add|questions|nothing)-\d{1,18}$|^ask-\d{1,18}-\d{1,18}$", required=False
    )
    mine = forms.CharField(required=False)

    def __init__(self, *args, foi_request, **kwargs):
        super().__init__(*args, **kwargs)
        self.foi_request = foi_request

    def clean_node(self):
        return _node_id(self.cleaned_data["node"])

    def clean_target(self):
        return _node_id(self.cleaned_data["target"])

    def clean_mine(self):
        if not self.cleaned_data["mine"]:
            return None
        try:
            return unsealed_outline(self.cleaned_data["mine"], self.foi_request)
        except (signing.BadSignature, ValueError):
            raise forms.ValidationError(
                "This page did not arrive complete. Open the page again and repeat "
                "your change."
            ) from None

    def clean(self):
        if self.cleaned_data.get("put_back"):
            self.cleaned_data["action"] = "put_back"
        if settle := self.cleaned_data.get("settle"):
            actions = {"add": "read", "ask": "ask"}
            self.cleaned_data["action"] = actions.get(settle[:3], "settle")
        return self.cleaned_data

    @cached_property
    def proposal(self):
        """The clarification that the officer reads.

        Raises:
            ClarificationSettled: A person has read it already.
        """
        key = int(self.cleaned_data["settle"].split("-")[1])
        for proposal in proposals_of(self.foi_request):
            if proposal.clarification.pk == key:
                return proposal
        raise ClarificationSettled("This clarification has been read already.")

    @property
    def first_asked(self):
        """The key of the question that a later letter first asks."""
        return int(self.cleaned_data["settle"].split("-")[2])

    @property
    def effect(self):
        """What the clarification changed."""
        is_nothing = self.cleaned_data["settle"].startswith("nothing")
        effects = Clarification.Effect
        return effects.NOTHING if is_nothing else effects.QUESTIONS

    def typed(self, outline):
        """Return the outline with the texts as typed.

        Raises:
            CorrectionNotPossible: A number is too long.
        """
        for edge in (PREAMBLE, CLOSING):
            outline = edit(outline, edge, text=self._words("t", edge))
        for node in outline.nodes:
            text, after = self._words("t", node.id), self._words("a", node.id)
            if text not in (None, node.text) or after not in (None, node.after):
                outline = edit(outline, node.id, text=text, after=after)
            label = self._words("l", node.id)
            if label not in (None, node.label):
                outline = renumber(outline, node.id, label)
        return outline

    def done(self, outline):
        """Return the outline with the texts as typed, after the chosen action.

        Raises:
            CorrectionNotPossible: The message tells the officer why.
        """
        action, node = self.cleaned_data["action"], self.cleaned_data["node"]
        if action in _MOVES:
            return _MOVES[action](outline, node)
        if action in KINDS:
            return set_kind(outline, node, action)
        if action == "split":
            return split(outline, node, self._offset(outline, node))
        if action == "drop":
            where = self.cleaned_data["where"] or "after"
            return drop(outline, node, self.cleaned_data["target"], where)
        if action == "put_back":
            start, end = map(int, self.cleaned_data["put_back"].split("-"))
            received = self.foi_request.received_text
            return tree_edits.put_back(outline, received[start:end], (start, end))
        if action == "read":
            return with_proposal(outline, self.proposal)
        if action == "mine" and self.cleaned_data["mine"]:
            return self.cleaned_data["mine"]
        return outline

    def _words(self, kind, node):
        """Return the text of a field; None where the field was not sent."""
        typed = self.data.get(f"{kind}{node}")
        return None if typed is None else tidy(typed)

    def _offset(self, outline, node):
        """Return the place to split a text: the cursor, or the first empty line."""
        caret = self.cleaned_data["caret"]
        if caret is not None:
            # Count the text before the cursor without the spaces `tidy` removes.
            typed = (self.data.get(f"t{node}") or "").replace("\r\n", "\n")
            lead = len(typed) - len(typed.lstrip())
            return len(tidy(typed[lead:caret]))
        edges = {PREAMBLE: outline.preamble, CLOSING: outline.closing}
        text = edges[node] if node in edges else outline.by_id[node].text
        first, gap, _ = text.partition("\n\n")
        if not gap:
            raise CorrectionNotPossible(
                "Put an empty line where the second question begins, then split."
            )
        return len(first)


def sealed_outline(outline, foi_request):
    """Sign an outline for a hidden field, to detect any change by the browser."""
    salt = f"{_MINE_SALT}.{foi_request.pk}"
    return signing.dumps(outline.as_json(), salt=salt, compress=True)


def unsealed_outline(kept, foi_request):
    """Return the outline given to `sealed_outline` for the same request."""
    return from_json(signing.loads(kept, salt=f"{_MINE_SALT}.{foi_request.pk}"))


def _node_id(sent):
    if sent in (PREAMBLE, CLOSING):
        return sent
    return int(sent) if re.fullmatch(r"-?[0-9]{1,18}", sent) else None
