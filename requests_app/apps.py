from django.apps import AppConfig


class RequestsAppConfig(AppConfig):
    name = "requests_app"
    verbose_name = "requests"

    def ready(self) -> None:
        """Register the checks made at every start."""
        from requests_app.calendars import checks  # noqa: F401 - registers by being imported
