"""The frame of the drafting room: the list of questions, and the panel beside."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property

from requests_app.time_spent.queries import officers_time
from responses.comments.places import Places
from responses.comments.threads import About
from responses.comments.views.panel import panel_for
from responses.drafting.ncnd import (
    lifting_in,
    said_alike,
    said_otherwise,
    words_read,
)
from responses.drafting.replies import enquiries_beside
from responses.drafting.returned import returned_of
from responses.drafting.room import Room
from responses.drafting.time_spent import minutes_spent
from responses.drafting.versions import versions_of, versions_of_part
from responses.drafting.views.mixins import DraftMixin, QuestionMixin
from responses.models import Comment, DraftRevision
from responses.precedents.similar import answered_before
from statute.ncnd import grounds_for_neither
from statute.notices import Outcome
from statute.regimes import Regime


class Panel(NamedTuple):
    """A tab of the panel: its name in the address, and what the page calls it."""

    key: str
    label: str


LETTER = Panel("letter", "Letter")
LAW = Panel("law", "Law")
DEPARTMENTS = Panel("departments", "Departments")
FILES = Panel("files", "Files")
COMMENTS = Panel("comments", "Comments")
NCND = Panel("ncnd", "Confirm or deny")
VERSIONS = Panel("versions", "Versions")
OF_LETTER = (LETTER, FILES, COMMENTS)
OF_PART = (*OF_LETTER, VERSIONS)
OF_QUESTION = (
    *(LETTER, LAW),
    Panel("before", "Before"),
    DEPARTMENTS,
    FILES,
    COMMENTS,
    VERSIONS,
)


class RoomMixin(DraftMixin):
    """A page of the room. The page's script asks for the room without its frame.

    Attributes:
        first_panel: The tab shown before a person chooses another.
        letter_form: The id of the form whose unsaved text the letter shows.
        commented: The part of the draft whose comments are shown.
    """

    first_panel = LETTER
    letter_form = ""
    commented = About(Comment.Part.WHOLE)

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def get_panels(self):
        """Return the tabs of the panel."""
        return OF_LETTER

    @property
    def panel(self):
        """The tab shown: named in the address, or by the page's script."""
        asked = self.request
        wanted = asked.headers.get("Room-Panel") or asked.GET.get("panel")
        found = (one for one in self.get_panels() if one.key == wanted)
        return next(found, self.first_panel)

    @cached_property
    def room(self):
        shown = self.request.GET.get("show", "")
        here = self.company.rows
        return Room(self.draft, self.get_line(), here=here, shown=shown)

    def get_line(self):
        """Return the question in the middle, if there is one."""

    @property
    def here(self):
        """The address of what the middle shows, without choices of list and panel."""
        return self.request.path

    @property
    def place(self):
        """The first question of the answer in the middle: others may have joined it."""
        line = self.get_line()
        return str(self.draft.lines_with(line)[0].question.pk) if line else ""

    def get_panel(self):
        """Return what the chosen tab shows."""
        if self.panel != COMMENTS:
            return {}
        places = Places(self.draft.questions)
        user, foi_request = self.request.user, self.foi_request
        panel = panel_for(user, foi_request, self.commented, places=places)
        return {"comments": panel}

    def get_ncnd(self, citations):
        """Return the help on neither confirming nor denying by some provisions."""
        return {
            "lifting": lifting_in(citations),
            "may_lift": grounds_for_neither(Regime(self.foi_request.regime)),
            "words_read": words_read(
                self.foi_request,
                user=self.request.user,
                back=self.here,
                may_fix=self.is_open,
                on=timezone.localdate(),
            ),
        }

    def get_context_data(self, **kwargs):
        is_part = bool(self.request.htmx)
        return super().get_context_data(
            frame="responses/drafting/room_part.html" if is_part else "base.html",
            room=self.room,
            here=self.here,
            panel=self.panel,
            panels=self.get_panels(),
            panel_template=f"responses/drafting/panels/{self.panel.key}.html",
            letter_form=self.letter_form,
            commented=self.draft.open_comments.on(self.commented),
            returned=returned_of(self.draft, self.commented),
            **self.get_panel(),
            **kwargs,
        )


class QuestionRoomMixin(QuestionMixin, RoomMixin):
    """A page of the room about one question."""

    letter_form = "answer"

    def get_panels(self):
        """Return the tabs; the help on neither confirming nor denying is not always."""
        if not self.is_ncnd:
            return OF_QUESTION
        return (*OF_QUESTION[:2], NCND, *OF_QUESTION[2:])

    @cached_property
    def is_ncnd(self):
        """Whether the answer neither confirms nor denies, by outcome or provision."""
        answer = self.line.answer
        return answer is not None and (
            answer.outcome == Outcome.NCND
            or any(one.provision.is_ncnd for one in answer.citations.all())
        )

    @property
    def first_panel(self):
        """The letter; or the comments of the approver who returned it."""
        returned = self.is_open and self.draft.letter_text
        is_commented = self.draft.open_comments.on(self.commented)
        if returned and returned.return_reason and is_commented:
            return COMMENTS
        return LETTER

    @cached_property
    def commented(self):
        own = self.line.question.pk
        keys = (one.question.pk for one in self.draft.lines_with(self.line))
        return About(Comment.Part.ANSWER, (own, *(key for key in keys if key != own)))

    def get_line(self):
        return self.line

    @property
    def here(self):
        return self.get_page_url("answer-question")

    def get_panel(self):
        line, answer = self.line, self.line.answer
        match self.panel.key:
            case "before":
                return {"similar": self.get_similar()}
            case "ncnd":
                similar = self.get_similar()
                return {
                    **self.get_ncnd(answer.citations.all()),
                    "said_alike": said_alike(similar),
                    "said_otherwise": said_otherwise(similar),
                }
            case "departments":
                asked = [one.question.pk for one in self.draft.lines_with(line)]
                found = enquiries_beside(
                    self.foi_request,
                    asked,
                    on=timezone.localdate(),
                    at=timezone.now(),
                )
                return {
                    "enquiries": found,
                    "minutes_spent": minutes_spent(self.foi_request) if found else 0,
                    "officers_minutes": officers_time(self.foi_request).minutes,
                }
            case "versions":
                return {
                    "versions": versions_of(answer) if answer else [],
                    "versions_url": self.get_page_url("answer-versions"),
                }
        return super().get_panel()

    def get_similar(self):
        """Return the earlier answers to questions that may ask the same."""
        return answered_before(
            question=self.line.question,
            lead_in=self.lead_in,
            user=self.request.user,
            apart_from=self.foi_request,
        )


class PartRoomMixin(RoomMixin):
    """A page of the room about a part of the letter beside its answers.

    Attributes:
        part: The part.
        versions_page: The name of the page with its versions.
    """

    part: DraftRevision.Part
    versions_page = ""

    def get_panels(self):
        return OF_PART

    def get_versions(self):
        return versions_of_part(self.foi_request, self.part)

    @property
    def versions_url(self):
        named = {"reference": self.foi_request.reference}
        return reverse(self.versions_page, kwargs=named)

    def get_panel(self):
        if self.panel != VERSIONS:
            return super().get_panel()
        return {"versions": self.get_versions(), "versions_url": self.versions_url}
