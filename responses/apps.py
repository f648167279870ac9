from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    name = "responses"

    def ready(self) -> None:
        """Register what each subject records."""
        from requests_app.history import kinds
        from responses.checks.history import ChecksHistory
        from responses.clearance.history import ClearanceHistory
        from responses.drafting.history import DraftingHistory
        from responses.enclosures.history import EnclosuresHistory
        from responses.issuing.history import IssuingHistory
        from responses.letters.history import LettersHistory
        from responses.precedents.history import PrecedentsHistory
        from responses.procedural.history import ProceduralHistory
        from responses.reviews.history import ReviewsHistory
        from responses.sending.history import SendingHistory

        kinds.register(
            DraftingHistory,
            ChecksHistory,
            ClearanceHistory,
            IssuingHistory,
            LettersHistory,
            ProceduralHistory,
            EnclosuresHistory,
            SendingHistory,
            ReviewsHistory,
            PrecedentsHistory,
        )
