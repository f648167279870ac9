"""A worker of its own process that sends what waits, and may die at one step of it.

Run with the name of the step and the settings of the mail server as its arguments.
"""

import os
import signal
import sys
from datetime import date

import django


def _die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def main(step: str, database: str, port: str, media: str) -> None:
    django.setup()
    from django.conf import settings
    from django.core.mail.backends.smtp import EmailBackend
    from django.db import connection

    connection.settings_dict["NAME"] = database
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
    settings.MEDIA_ROOT = media

    from responses.services.sending import carrying

    match step:
        case "before connecting":
            EmailBackend.open = _die
        case "connected":
            carrying._begin = _die
        case "after the answer":
            carrying._note_sent = _die
        case "after the commit":
            carrying.errands.finish = _die
    carrying.send_waiting_letters(on=date(2026, 3, 9))


if __name__ == "__main__":
    main(*sys.argv[1:])
