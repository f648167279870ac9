"""Why a mail service could not be used, each in a sentence for an administrator.

No sentence has a password, a token, or what a server said word for word: servers repeat
addresses and names.
"""


class ConnectionFailed(Exception):
    """The mail service could not be used. The message is a sentence for people.

    Attributes:
        may_have_happened: Whether the service may have done what was asked, though no
            answer came.
        is_of_login: Whether the login is at fault, and not the one mailbox.
    """

    may_have_happened = False
    is_of_login = False


class ServerAway(ConnectionFailed):
    """The server was not reached, or did not answer in time."""


class AnswerLost(ServerAway):
    """The question was sent, and no answer came."""

    may_have_happened = True


class CertificateWrong(ConnectionFailed):
    """The server's certificate is not valid for its name."""


class NotEncrypted(ConnectionFailed):
    """The server does not offer encryption, and is not this machine."""


class SignInRefused(ConnectionFailed):
    """The service does not accept the password, the secret or the token."""

    is_of_login = True


class AccessDenied(ConnectionFailed):
    """The login may not do this with the mailbox."""


class NotThere(ConnectionFailed):
    """The mailbox, the folder or the mail is not there."""


class MessageGone(NotThere):
    """The one message is not there: a person moved or deleted it."""


class Busy(ConnectionFailed):
    """The service asks to be left alone for a while.

    Attributes:
        seconds: How long.
    """

    def __init__(self, message: str, *, seconds: int) -> None:
        """Keep how long to wait."""
        super().__init__(message)
        self.seconds = seconds


class CursorLost(ConnectionFailed):
    """The service no longer knows the cursor: the folder must be listed again."""


class Failed(ConnectionFailed):
    """The service answered with an error of its own."""
