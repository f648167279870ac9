"""Addresses of the pages of comments."""

from django.urls import path

from responses.comments.views.comments import (
    AssignComment,
    CommentPlace,
    Comments,
    ReadComment,
    ReopenComment,
    ReplyToComment,
    ResolveComment,
)
from responses.comments.views.people import FindPeople

_COMMENTS = "requests/<reference:reference>/comments"
_COMMENT = f"{_COMMENTS}/<int:comment>"

urlpatterns = [
    path(f"{_COMMENTS}/", Comments.as_view(), name="comments"),
    path(f"{_COMMENTS}/people/", FindPeople.as_view(), name="find-people"),
    path(f"{_COMMENT}/", CommentPlace.as_view(), name="comment"),
    path(f"{_COMMENT}/reply/", ReplyToComment.as_view(), name="reply-to-comment"),
    path(f"{_COMMENT}/task/", AssignComment.as_view(), name="assign-comment"),
    path(f"{_COMMENT}/resolve/", ResolveComment.as_view(), name="resolve-comment"),
    path(f"{_COMMENT}/reopen/", ReopenComment.as_view(), name="reopen-comment"),
    path(f"{_COMMENT}/read/", ReadComment.as_view(), name="read-comment"),
]
