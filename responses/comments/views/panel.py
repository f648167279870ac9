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
        form: The form to comment; None for a person with the right to read alone.
        reply: A reply as it was sent, to the comment `made`; None for none.
        made: The comment just made, changed or replied to, to get the focus.
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
        user: The user.
        foi_request: A request visible to the user.
        about: The part shown; None for all threads of the request.
        places: The places of comments, where the page has read them.
        shown: Other attributes of the panel, such as a form as it was sent.
    """
    threads = Threads(foi_request, about, places=places)
    if policy.COMMENT not in user.role_permissions:
        shown["form"] = None
    elif "form" not in shown:
        shown["form"] = empty_form(threads)
    return CommentsPanel(threads=threads, **shown)


def empty_form(threads):
    """Return the form for another comment beside the threads."""
    about = threads.about
    return CommentForm(
        foi_request=threads.foi_request,
        places=threads.places,
        initial={"about": about.choice if about else Comment.Part.WHOLE},
    )
