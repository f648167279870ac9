"""The panel of comments: the threads of a part of the draft, with their forms."""

from dataclasses import dataclass

from accounts import policy
from responses.comments.forms import CommentForm, ReplyForm
from responses.comments.threads import Threads
from responses.models import Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsPanel:
    """What the panel shows.

    Attributes:
        threads: The threads.
        form: The form to comment; None for a person who only reads.
        reply: A reply as it was sent, to the comment `made`; None for none.
        made: The comment just made, changed or replied to, which gets the focus.
        told: What was just done, for screen readers.
    """

    threads: Threads
    form: CommentForm | None = None
    reply: ReplyForm | None = None
    made: Comment | None = None
    told: str = ""


def panel_for(user, foi_request, about=None, *, places=None, **shown):
    """Return the panel of comments for a user.

    Args:
        user: The user who looks.
        foi_request: The request, which the user may see.
        about: The part shown; None for all threads of the request.
        places: The places of comments, where the page has read them.
        shown: Other attributes of the panel, such as a form as it was sent.
    """
    threads = Threads(foi_request, about, places=places)
    if policy.COMMENT in user.role_permissions:
        shown.setdefault("form", empty_form(threads))
    return CommentsPanel(threads=threads, **shown)


def empty_form(threads):
    """Return the form to comment on the part that the threads are about."""
    about = threads.about
    return CommentForm(
        foi_request=threads.foi_request,
        places=threads.places,
        initial={"about": about.choice if about else Comment.Part.WHOLE},
    )
