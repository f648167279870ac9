from django.apps import AppConfig


class RequestsAppConfig(AppConfig):
    name = "requests_app"
    verbose_name = "requests"

    def ready(self) -> None:
        """Register the checks made at start, the kinds of history and the jobs."""
        from requests_app.administration import places
        from requests_app.administration.history import AdministrationHistory
        from requests_app.administration.own_places import PLACES
        from requests_app.alike import queries as alike
        from requests_app.assigning import handing_over
        from requests_app.assigning.history import AssigningHistory
        from requests_app.bulk import services as bulk
        from requests_app.calendars import (
            checks,  # noqa: F401 - registers by being imported
            recalculating,
        )
        from requests_app.calendars.history import CalendarsHistory
        from requests_app.casework import pairs
        from requests_app.casework.history import CaseworkHistory
        from requests_app.clock.history import ClockHistory
        from requests_app.complaints.history import ComplaintsHistory
        from requests_app.complaints.queries import EXPORTED, exported, steps_due
        from requests_app.connections import trials
        from requests_app.exports import services as exports
        from requests_app.exports.columns import add_columns, add_rows
        from requests_app.feeds import entries
        from requests_app.files import previewing, scanning
        from requests_app.files.history import FilesHistory
        from requests_app.history import kinds
        from requests_app.intake.history import IntakeHistory
        from requests_app.jobs import checks as _mail  # noqa: F401 - as above
        from requests_app.jobs import emails, handlers
        from requests_app.models import Export
        from requests_app.past_requests.carrying import carry_on
        from requests_app.past_requests.history import PastRequestsHistory
        from requests_app.past_requests.places import PAST_REQUESTS
        from requests_app.past_requests.records import IMPORT_REQUESTS
        from requests_app.priority import queries as priority
        from requests_app.priority.history import PriorityHistory
        from requests_app.put_aside.history import PutAsideHistory
        from requests_app.question_tables import reading
        from requests_app.questions.exported import QUESTIONS
        from requests_app.questions.history import QuestionsHistory
        from requests_app.questions.passages import questions_asked
        from requests_app.reminders.history import RemindersHistory
        from requests_app.requesters import queries as requesters
        from requests_app.requesters.history import RequestersHistory
        from requests_app.reviews.history import ReviewRequestsHistory
        from requests_app.search import asked, sources
        from requests_app.staff import links, passwords
        from requests_app.staff.places import PEOPLE
        from requests_app.telling import refused
        from requests_app.telling.channels import posting
        from requests_app.time_spent import queries as time_spent
        from requests_app.time_spent.history import TimeSpentHistory

        kinds.register(
            IntakeHistory,
            PastRequestsHistory,
            QuestionsHistory,
            PutAsideHistory,
            FilesHistory,
            CaseworkHistory,
            AssigningHistory,
            ClockHistory,
            PriorityHistory,
            CalendarsHistory,
            RemindersHistory,
            RequestersHistory,
            ReviewRequestsHistory,
            ComplaintsHistory,
            TimeSpentHistory,
            AdministrationHistory,
        )
        handlers.register(emails.SEND_EMAIL, emails.send_email)
        emails.when_refused(refused.tell_others)
        handlers.register(links.SEND_ACCOUNT_LINK, links.send_account_link)
        handlers.register(passwords.FIND_FORGOTTEN, passwords.find_forgotten)
        handlers.register(posting.POST_TO_CHANNEL, posting.post_to_channel)
        handlers.register(trials.TRY_LOGIN, trials.carry_out_trial)
        handlers.register(handing_over.HAND_OVER, handing_over.carry_out_hand_over)
        handlers.register(bulk.CARRY_OUT, bulk.carry_on)
        handlers.register(
            exports.MAKE_EXPORT, exports.make_export, exports.tell_of_failed_exports
        )
        handlers.register(previewing.PREVIEW_FILE, previewing.make_preview)
        handlers.register(reading.READ_TABLE, reading.read_table)
        handlers.register(
            scanning.SCAN_FILE, scanning.scan_kept_file, scanning.tell_of_unscanned
        )
        handlers.register(
            recalculating.RECALCULATE_DUE_DATES, recalculating.recalculate_due_dates
        )
        handlers.register(IMPORT_REQUESTS, carry_on)
        entries.register(entries.due_dates, steps_due)
        sources.register(sources.Part.ASKED, asked.request_itself, questions_asked)
        add_rows(Export.Of.QUESTIONS, QUESTIONS)
        add_columns(Export.Of.REQUESTS, "Complaint", EXPORTED, exported)
        add_columns(
            Export.Of.REQUESTS, "Priority", priority.EXPORTED, priority.exported
        )
        add_columns(
            Export.Of.REQUESTS, "Requests alike", alike.EXPORTED, alike.exported
        )
        add_columns(Export.Of.REQUESTS, "Double", pairs.EXPORTED, pairs.exported)
        add_columns(
            Export.Of.REQUESTS, "Record", requesters.EXPORTED, requesters.exported
        )
        add_columns(
            Export.Of.REQUESTS, "Time spent", time_spent.EXPORTED, time_spent.exported
        )
        places.register(PEOPLE, *PLACES, PAST_REQUESTS)
