from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"

    def ready(self) -> None:
        """Register the jobs of each subject."""
        from mail.taking.services import READ_MAIL
        from mail.threads.services import read_queued
        from requests_app.jobs.handlers import register

        register(READ_MAIL, read_queued)
