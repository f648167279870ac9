"""The page behind a link: how far a request is, for the person who asked."""

from functools import cached_property
from http import HTTPStatus

from django.utils import timezone

from accounts.sign_in import LINKS, note_wrong_link, tell_to_wait, wait_of
from mail.asking.addresses import path_of
from mail.asking.confirming import is_confirmed
from mail.asking.due import due_told
from mail.asking.links import find_link, url_of
from mail.asking.progress import Progress, authority_of
from mail.asking.sentences import Sentences
from mail.asking.views.asking import PublicPage, values_of


class ByLink(PublicPage):
    """A page opened by a token. The token is the key, and no log or cache has it."""

    def respond(self):
        if self.link is None:
            response = self.unknown()
        elif self.progress.is_ended(on=timezone.localdate()):
            response = self.show("ended", status=HTTPStatus.GONE)
        else:
            response = super().respond()
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "no-store, private"
        return response

    @cached_property
    def link(self):
        return find_link(self.kwargs["token"])

    @cached_property
    def progress(self):
        return Progress(self.link)

    @property
    def authority(self):
        return authority_of(self.link)

    @cached_property
    def say(self):
        message = self.link.message
        values = values_of(self.authority)
        if message is not None:
            values["receipt"] = message.submission.receipt
        return Sentences(self.language, values)

    def unknown(self):
        """Answer an unknown link, slower and slower for the same address."""
        if wait_of(self.request, LINKS, at=timezone.now()):
            return tell_to_wait(self.request, LINKS)
        note_wrong_link(self.request)
        return self.show_unknown("unknown")


class ShowProgress(ByLink):
    def get(self, request, *args, **kwargs):
        return self.show(
            "progress",
            stages=self.progress.stages(self.say, on=timezone.localdate()),
            receipt=self.say.values.get("receipt", ""),
        )


class RequestSent(ByLink):
    """The page after sending: receipt, what follows, and the link to progress."""

    def get(self, request, *args, **kwargs):
        message = self.link.message
        if message is None:
            return self.unknown()
        on = timezone.localtime(message.received_at).date()
        return self.show(
            "sent",
            due=due_told(self.authority, message.text, self.say, on=on),
            receipt=message.submission.receipt,
            is_mailed=is_confirmed(message),
            url=url_of(self.link, language=self.language),
            progress=path_of("progress", self.language, token=self.kwargs["token"]),
        )
