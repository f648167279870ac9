"""A check before a deployment: would e-mails leave this installation?"""

from typing import Any

from django.core import checks

from requests_app.jobs.emails import is_mail_set_up


@checks.register(deploy=True)
def mail_is_set_up(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where e-mails would wait for ever."""
    if is_mail_set_up():
        return []
    return [
        checks.Warning(
            "No mail server is set up: letters, reminders and questions to departments "
            "wait and are not sent.",
            hint="Set EMAIL_BACKEND and EMAIL_HOST.",
            id="requests_app.W002",
        )
    ]
