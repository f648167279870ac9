from django.apps import AppConfig


class RequestsAppConfig(AppConfig):
    name = "requests_app"
    verbose_name = "requests"

    def ready(self) -> None:
        """Register the checks made at every start, and what each subject records."""
        from requests_app.calendars import checks  # noqa: F401 - registers by being imported
        from requests_app.calendars.history import CalendarsHistory
        from requests_app.casework.history import CaseworkHistory
        from requests_app.clock.history import ClockHistory
        from requests_app.history import kinds
        from requests_app.intake.history import IntakeHistory
        from requests_app.questions.history import QuestionsHistory
        from requests_app.reviews.history import ReviewRequestsHistory

        kinds.register(
            IntakeHistory,
            QuestionsHistory,
            CaseworkHistory,
            ClockHistory,
            CalendarsHistory,
            ReviewRequestsHistory,
        )
