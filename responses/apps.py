from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    name = "responses"

    def ready(self) -> None:
        """Register the kinds of history and the jobs of each subject."""
        from requests_app.administration import merging, places
        from requests_app.assigning import belongings
        from requests_app.casework import beside_doubles
        from requests_app.clock import decisions
        from requests_app.dashboard import waits
        from requests_app.exports.columns import add_columns, add_rows
        from requests_app.feeds import entries
        from requests_app.history import kinds
        from requests_app.jobs import carriers, emails
        from requests_app.jobs.handlers import register
        from requests_app.lists import filters, turns
        from requests_app.models import Export
        from requests_app.search import sources
        from requests_app.telling import places as telling_places
        from responses.advice.history import AdviceHistory
        from responses.advice.places import ADVICE
        from responses.advice.refused import tell_of_refused_advice
        from responses.approving.history import ApprovingHistory
        from responses.batches.queueing import RUN_BATCH
        from responses.batches.running import run_batch
        from responses.checks import outside
        from responses.checks.history import ChecksHistory
        from responses.clearance import draft_pdf
        from responses.clearance.handing_over import STEPS
        from responses.clearance.history import ClearanceHistory
        from responses.clearance.places import ROUTES
        from responses.comments.handing_over import TASKS
        from responses.comments.history import CommentsHistory
        from responses.desk import panels
        from responses.desk.waits import WAITS
        from responses.desk.whose_turn import LETTER, TURNS
        from responses.drafting.history import DraftingHistory
        from responses.enclosures import answered_tables, copying, looking
        from responses.enclosures.history import EnclosuresHistory
        from responses.enquiries import files, posting
        from responses.enquiries.calendar import replies_wanted
        from responses.enquiries.history import EnquiriesHistory
        from responses.enquiries.merging import hand_on_questions
        from responses.enquiries.telling import ANSWER_PAGE
        from responses.giving import effects, exported
        from responses.giving.answers import AnswerEffect, decisions_in_letters
        from responses.giving.calendar import answers_to_follow
        from responses.giving.doubles import why_no_double
        from responses.giving.history import GivingHistory
        from responses.issuing.archiving import make_archive_pdf
        from responses.issuing.history import IssuingHistory
        from responses.letterheads.places import LETTERS
        from responses.letters import records
        from responses.letters.history import LettersHistory
        from responses.library.handing_over import PARAGRAPHS
        from responses.library.places import LIBRARY
        from responses.management import made_up  # noqa: F401 - registers its check
        from responses.precedents import services as precedents
        from responses.precedents.history import PrecedentsHistory
        from responses.procedural.history import ProceduralHistory
        from responses.procedural.kinds.catalogue import KINDS
        from responses.procedural.moving import ProceduralEffect
        from responses.reviews.history import ReviewsHistory
        from responses.round_robins.history import RoundRobinHistory
        from responses.round_robins.panel import panel_of_round_robin
        from responses.searching import passages
        from responses.senders.carrying import carrier_of_sender
        from responses.senders.places import OUTGOING
        from responses.senders.trying import TRY_SENDER, try_sender
        from responses.sending import post
        from responses.sending.delivery import send_dispatch
        from responses.sending.history import SendingHistory
        from responses.sending.queueing import SEND_LETTER
        from responses.word_drafts.history import WordHistory
        from statute.notices import RESPONSES

        kinds.register(
            DraftingHistory,
            ChecksHistory,
            ClearanceHistory,
            ApprovingHistory,
            CommentsHistory,
            IssuingHistory,
            LettersHistory,
            ProceduralHistory,
            EnclosuresHistory,
            EnquiriesHistory,
            GivingHistory,
            SendingHistory,
            ReviewsHistory,
            PrecedentsHistory,
            WordHistory,
            AdviceHistory,
            RoundRobinHistory,
        )
        beside_doubles.register_reason(why_no_double)
        panels.register(panel_of_round_robin)
        decisions.register(decisions_in_letters)
        merging.register(hand_on_questions)
        entries.register(replies_wanted, answers_to_follow)
        of = Export.Of
        add_columns(of.REQUESTS, "Letters", exported.OF_REQUESTS, exported.of_requests)
        add_columns(
            of.QUESTIONS, "The answer", exported.OF_QUESTIONS, exported.of_questions
        )
        add_rows(of.LETTERS, exported.LETTERS)
        add_columns(of.LETTERS, "Sending", exported.OF_LETTERS, exported.of_letters)
        telling_places.register("answer-enquiry", ANSWER_PAGE)
        belongings.register(TASKS, PARAGRAPHS, STEPS)
        effects.register(RESPONSES, AnswerEffect())
        effects.register(KINDS, ProceduralEffect())
        register(draft_pdf.MAKE_DRAFT_PDF, draft_pdf.make_queued_draft_pdf)
        register(records.MAKE_PDF, records.make_pdf)
        register(records.MAKE_ARCHIVE_PDF, make_archive_pdf)
        register(looking.SCAN_ENCLOSURE, looking.scan_queued)
        register(copying.COPY_ENCLOSURE, copying.make_queued_copy)
        register(answered_tables.FILL_TABLE, answered_tables.fill_table)
        outside.register(
            answered_tables.workbooks_with_earlier_answers,
            code=answered_tables.STALE,
            page=outside.Page("add-enclosure", "Files with the letter"),
        )
        register(files.SCAN_ENQUIRY_FILE, files.scan_queued_file)
        register(posting.SEND_ENQUIRIES, posting.send_enquiries)
        emails.when_refused(tell_of_refused_advice)
        carriers.register(carrier_of_sender)
        register(TRY_SENDER, try_sender)
        register(SEND_LETTER, send_dispatch)
        register(post.PRINT_LETTERS, post.make_print_run)
        register(RUN_BATCH, run_batch)
        register(precedents.READ_PREVIOUS_RESPONSE, precedents.read_queued_response)
        turns.register(TURNS)
        sources.register(
            sources.Part.ANSWERED,
            passages.answers_given,
            passages.other_words,
            passages.decisions_on_review,
        )
        sources.register(
            sources.Part.ADDED,
            passages.letters_issued,
            passages.replies_of_departments,
            passages.files,
        )
        waits.register(*WAITS)
        filters.register(LETTER, waits.waiting_filter())
        places.register(*LETTERS, OUTGOING, LIBRARY, ADVICE, ROUTES)
