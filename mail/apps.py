from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"

    def ready(self) -> None:
        """Register the kinds of history and the jobs of each subject."""
        from mail.asking.confirming import CONFIRM_FORM, confirm
        from mail.asking.erasing import erase_submissions
        from mail.asking.history import AskingHistory
        from mail.asking.panel import panel_of_public_form
        from mail.asking.places import PUBLIC_FORM
        from mail.fetching import trials
        from mail.fetching.copies import ask_for_copy_of_letter, ask_for_copy_of_mail
        from mail.fetching.places import MAILBOXES
        from mail.management.messages import tell_messages
        from mail.queue.day_line import line_of_incoming
        from mail.queue.history import QueueHistory
        from mail.queue.meanings import learn_entries
        from mail.queue.pasted import alike_in_queue
        from mail.rules.places import INCOMING_RULES
        from mail.taking.services import READ_MAIL
        from mail.threads.doubles import move_messages_along, move_messages_back
        from mail.threads.history import MailHistory
        from mail.threads.queries import (
            UNREAD,
            panel_for_drops,
            panel_of_messages,
            unread_messages,
        )
        from mail.threads.services import read_queued, thread_of
        from requests_app.administration import places
        from requests_app.casework import beside_doubles
        from requests_app.history import kinds
        from requests_app.intake import waiting
        from requests_app.jobs import emails
        from requests_app.jobs.handlers import register
        from requests_app.requesters.erasing import when_erased
        from responses.checks import outside
        from responses.desk import lines, panels
        from responses.management import more
        from responses.precedents.meaning import register_step
        from responses.sending import delivery, threads

        waiting.register(alike_in_queue)
        beside_doubles.register_moving(
            along=move_messages_along, back=move_messages_back
        )
        kinds.register(MailHistory, QueueHistory, AskingHistory)
        register_step(learn_entries)
        register(READ_MAIL, read_queued)
        threads.register(thread_of)
        delivery.when_sent(ask_for_copy_of_letter)
        emails.when_sent(ask_for_copy_of_mail)
        register(CONFIRM_FORM, confirm)
        when_erased(erase_submissions)
        places.register(INCOMING_RULES, PUBLIC_FORM)
        lines.register(line_of_incoming)
        panels.register(panel_of_public_form)
        register(trials.TRY_MAILBOX, trials.carry_out_trial)
        places.register(*MAILBOXES)
        panels.register(panel_of_messages)
        panels.register(panel_for_drops)
        more.register(tell_messages)
        outside.register(
            unread_messages,
            code=UNREAD,
            page=outside.Page("messages", "Read the messages"),
        )
