"""The frame of the drafting room: the list of questions, and the panel beside."""

from typing import NamedTuple

from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from js_asset import Media

from responses.drafting.forms.rich_text import RichTextInput
from responses.drafting.room import Room
from responses.drafting.versions import versions_of
from responses.drafting.views.mixins import DraftMixin, QuestionMixin
from responses.precedents.similar import answered_before


class Panel(NamedTuple):
    """A tab of the panel: its name in the address, and what the page calls it."""

    key: str
    label: str


LETTER = Panel("letter", "Letter")
LAW = Panel("law", "Law")
FILES = Panel("files", "Files")
OF_LETTER = (LETTER, FILES)
OF_QUESTION = (
    *(LETTER, LAW),
    Panel("before", "Before"),
    Panel("departments", "Departments"),
    FILES,
    Panel("versions", "Versions"),
)


class RoomMixin(DraftMixin):
    """A page of the room. The page's script asks for the room without its frame.

    Attributes:
        first_panel: The tab shown before a person chooses another.
        letter_form: The id of the form whose unsaved text the letter shows.
    """

    first_panel = LETTER
    letter_form = ""

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
        return {}

    def get_context_data(self, **kwargs):
        is_part = bool(self.request.htmx)
        # Moving to a question must find the editor, whichever part came first.
        media = RichTextInput().media
        context = super().get_context_data(
            frame="responses/drafting/room_part.html" if is_part else "base.html",
            room=self.room,
            here=self.here,
            panel=self.panel,
            panels=self.get_panels(),
            panel_template=f"responses/drafting/panels/{self.panel.key}.html",
            letter_form=self.letter_form,
            **self.get_panel(),
            **kwargs,
        )
        return {
            **context,
            "media": Media.from_media(media, nonce=self.request.csp_nonce),
        }


class QuestionRoomMixin(QuestionMixin, RoomMixin):
    """A page of the room about one question."""

    letter_form = "answer"

    def get_panels(self):
        return OF_QUESTION

    def get_line(self):
        return self.line

    @property
    def here(self):
        return self.get_page_url("answer-question")

    def get_panel(self):
        line, answer = self.line, self.line.answer
        match self.panel.key:
            case "before":
                similar = answered_before(
                    question=line.question,
                    lead_in=self.lead_in,
                    user=self.request.user,
                    apart_from=self.foi_request,
                )
                return {"similar": similar}
            case "departments":
                asked = [one.question for one in self.draft.lines_with(line)]
                enquiries = self.foi_request.enquiries.filter(questions__in=asked)
                enquiries = enquiries.select_related("department", "replied_by")
                return {"enquiries": enquiries.distinct()}
            case "versions":
                return {"versions": versions_of(answer) if answer else []}
        return {}
