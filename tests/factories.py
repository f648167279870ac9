"""Factories for the smallest valid object of each kind."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from factory.django import DjangoModelFactory

from accounts.models import Authority, Department, Leave, Team, User
from documents.hidden.findings import VERSION
from mail.models import Mailbox
from requests_app.connections.sealing import SECRETS
from requests_app.models import (
    EnquiryReply,
    FilePreview,
    FOIRequest,
    KeptFile,
    Login,
    PreviewPage,
    Question,
    Requester,
    RequestFile,
)
from requests_app.workflow import CLOSED_STATES, State
from responses.models import (
    Advice,
    AdviceRule,
    AdviceSource,
    Answer,
    Citation,
    Comment,
    Enclosure,
    EnquiryFile,
    Letter,
    NCNDStatement,
    OriginalFile,
    Paragraph,
    PreviousAnswer,
    PreviousResponse,
    ResponseDraft,
    SafeCopy,
    SafeCopyFile,
    SafeCopyPicture,
)
from responses.models.answers import AnsweredQuestion
from statute.notices import LetterType, Outcome
from tests.facts import facts_for, facts_of
from tests.graph import BOX, CLIENT, SECRET, TENANT


class AuthorityFactory(DjangoModelFactory):
    class Meta:
        model = Authority

    name = factory.Sequence("Authority {}".format)
    short_name = "the Authority"
    kind = Authority.Kind.POLICE
    reference_scheme = factory.Sequence(lambda n: f"A{n}-{{number}}-{{year}}")
    address = "1 High Street\nMidtown\nMT1 1AA"
    email = "foi@authority.example"
    signatory = "Information Access Team"
    review_contact = "Review Officer, 1 High Street, Midtown"


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence("Team {}".format)


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence("Department {}".format)
    mailbox = factory.Sequence("department{}@authority.example".format)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("person{}".format)
    first_name = "Sam"
    last_name = factory.Sequence("Person {}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@authority.example")
    authority = factory.SubFactory(AuthorityFactory)


class LoginFactory(DjangoModelFactory):
    """A login of Microsoft 365, as the fake of Graph knows it.

    Args:
        secret: The client secret, the password or the key file.
    """

    class Meta:
        model = Login
        exclude = ("secret",)

    secret = SECRET
    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence("Login {}".format)
    kind = "microsoft"
    tenant = TENANT
    client_id = CLIENT
    sealed_secret = factory.LazyAttribute(lambda login: SECRETS.close(login.secret))


class MailboxFactory(DjangoModelFactory):
    """A mailbox of Microsoft 365, as the fake of Graph knows it."""

    class Meta:
        model = Mailbox

    authority = factory.SubFactory(AuthorityFactory)
    login = factory.SubFactory(
        LoginFactory, authority=factory.SelfAttribute("..authority")
    )
    name = factory.Sequence("Mailbox {}".format)
    kind = "graph"
    address = BOX
    is_on = True


class LeaveFactory(DjangoModelFactory):
    """Leave of a person over all days of tests."""

    class Meta:
        model = Leave

    person = factory.SubFactory(UserFactory)
    first_on = date(2020, 1, 1)
    last_on = date(2999, 12, 31)


class RequesterFactory(DjangoModelFactory):
    class Meta:
        model = Requester

    authority = factory.SubFactory(AuthorityFactory)
    name = "Alex Requester"
    emails = factory.LazyAttribute(lambda _: ["alex@requester.example"])
    addresses = factory.LazyAttribute(lambda _: [])
    known_by = factory.LazyAttribute(
        lambda made: [made.name.lower(), *map(str.lower, made.emails)]
    )
    changed_on = date(2026, 3, 2)


class FOIRequestFactory(DjangoModelFactory):
    class Meta:
        model = FOIRequest

    authority = factory.SubFactory(AuthorityFactory)
    # Above every number that a test chooses.
    reference = factory.Sequence(lambda n: f"{n + 10_001}-26")
    state = "answering"
    regime = "FOIA"
    subject = "Speed cameras"
    requester_name = "Alex Requester"
    requester_email = "alex@requester.example"
    received_on = date(2026, 3, 2)
    received_text = "1. How many speed cameras are there?"
    due_on = date(2026, 3, 31)
    registered_on = factory.SelfAttribute("received_on")
    closed_on = factory.LazyAttribute(
        lambda made: (
            made.received_on + timedelta(days=7)
            if made.state in CLOSED_STATES
            else None
        )
    )
    double_of = factory.LazyAttribute(
        lambda made: (
            FOIRequestFactory(authority=made.authority)
            if made.state == State.DOUBLE
            else None
        )
    )
    answered_on = factory.LazyAttribute(
        lambda made: made.closed_on if made.state == State.ANSWERED else None
    )
    was_in_time = factory.LazyAttribute(
        lambda made: (
            made.answered_on <= made.due_on
            if made.answered_on and made.due_on
            else None
        )
    )


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    foi_request = factory.SubFactory(FOIRequestFactory)
    order = factory.Sequence(lambda n: n)
    label = "1"
    text = "How many speed cameras are there?"
    due_on = factory.SelfAttribute("foi_request.due_on")


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer
        skip_postgeneration_save = True

    foi_request = factory.SubFactory(FOIRequestFactory)
    text = "<p>There are twelve.</p>"
    outcome = Outcome.DISCLOSED
    facts = factory.LazyAttribute(lambda made: facts_of(made.outcome))
    updated_by = factory.SubFactory(
        UserFactory,
        authority=factory.SelfAttribute("..foi_request.authority"),
        roles=["officer"],
    )

    @factory.post_generation
    def to(answer, create, questions):  # noqa: N805 - factory_boy passes the object
        """Link the answer to a list of questions."""
        for question in questions or []:
            AnsweredQuestion.objects.create(answer=answer, question=question)


class CitationFactory(DjangoModelFactory):
    class Meta:
        model = Citation

    answer = factory.SubFactory(AnswerFactory)
    provision_key = "FOIA 31(1)(a)"
    facts = factory.LazyAttribute(lambda made: facts_for(made.provision_key))


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    foi_request = factory.SubFactory(FOIRequestFactory)
    part = Comment.Part.ANSWER
    question_key = 1
    words = "Since when?"
    by = factory.SubFactory(
        UserFactory,
        authority=factory.SelfAttribute("..foi_request.authority"),
        roles=["officer"],
    )


class NCNDStatementFactory(DjangoModelFactory):
    class Meta:
        model = NCNDStatement

    foi_request = factory.SubFactory(FOIRequestFactory)
    scope = "any other information relevant to this request"
    updated_by = factory.SubFactory(
        UserFactory,
        authority=factory.SelfAttribute("..foi_request.authority"),
        roles=["officer"],
    )


class ResponseDraftFactory(DjangoModelFactory):
    class Meta:
        model = ResponseDraft

    foi_request = factory.SubFactory(FOIRequestFactory)


class LetterFactory(DjangoModelFactory):
    class Meta:
        model = Letter

    foi_request = factory.SubFactory(FOIRequestFactory, state="answered")
    number = 1
    type = LetterType.FULL_DISCLOSURE
    html = (
        "<!DOCTYPE html><html><body><article>There are twelve.</article></body></html>"
    )
    html_sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(made.html.encode()).hexdigest()
    )
    cleared_by = factory.SubFactory(
        UserFactory, authority=factory.SelfAttribute("..foi_request.authority")
    )
    issued_by = factory.SubFactory(
        UserFactory, authority=factory.SelfAttribute("..foi_request.authority")
    )
    issued_on = date(2026, 3, 9)
    issued_at = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)


class EnclosureFactory(DjangoModelFactory):
    """A file of a draft, stored and checked, without hidden data."""

    class Meta:
        model = Enclosure

    class Params:
        content = factory.Sequence("Year,Number\r\n2025,{}\r\n".format)

    foi_request = factory.SubFactory(FOIRequestFactory)
    position = factory.Sequence(int)
    title = "Figures by year"
    name = factory.Sequence("figures {}.csv".format)
    file = factory.LazyAttribute(
        lambda made: default_storage.save(
            f"enclosures/{made.foi_request.pk}/{made.sha256}",
            ContentFile(made.content.encode()),
        )
    )
    size_bytes = factory.LazyAttribute(lambda made: len(made.content.encode()))
    sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(made.content.encode()).hexdigest()
    )
    scan = Enclosure.Scan.CLEAN
    scanned_at = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
    added_by = factory.SubFactory(
        UserFactory, authority=factory.SelfAttribute("..foi_request.authority")
    )


class KeptFileFactory(DjangoModelFactory):
    """A text that needs no scan, with its bytes in the storage."""

    class Meta:
        model = KeptFile

    class Params:
        content = factory.Sequence("Bicycles of the year {}.\n".format)

    authority = factory.SubFactory(AuthorityFactory)
    kind = "text"
    scan = KeptFile.Scan.NOT_NEEDED
    sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(made.content.encode()).hexdigest()
    )
    size_bytes = factory.LazyAttribute(lambda made: len(made.content.encode()))
    file = factory.LazyAttribute(
        lambda made: default_storage.save(
            f"files/{made.authority.pk}/{made.sha256}",
            ContentFile(made.content.encode()),
        )
    )


class RequestFileFactory(DjangoModelFactory):
    class Meta:
        model = RequestFile

    foi_request = factory.SubFactory(FOIRequestFactory)
    kept_file = factory.SubFactory(
        KeptFileFactory, authority=factory.SelfAttribute("..foi_request.authority")
    )
    name = factory.Sequence("note {}.txt".format)
    source = RequestFile.Source.WITH_REQUEST
    added_on = date(2026, 3, 2)


class FilePreviewFactory(DjangoModelFactory):
    class Meta:
        model = FilePreview

    kept_file = factory.SubFactory(KeptFileFactory)
    way = FilePreview.Way.PAGES
    count = 1
    made_at = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)


class PreviewPageFactory(DjangoModelFactory):
    class Meta:
        model = PreviewPage

    preview = factory.SubFactory(FilePreviewFactory)
    number = 1
    file = factory.LazyAttribute(
        lambda made: default_storage.save("files/page.jpg", ContentFile(b"\xff\xd8"))
    )


class EnquiryFileFactory(DjangoModelFactory):
    """Material for a department, checked; with its bytes in the storage."""

    class Meta:
        model = EnquiryFile

    class Params:
        content = b"a,b\n1,2\n"

    name = factory.Sequence("figures-{}.csv".format)
    file = factory.LazyAttribute(
        lambda made: default_storage.save(
            f"enquiries/{made.name}", ContentFile(made.content)
        )
    )
    size_bytes = factory.LazyAttribute(lambda made: len(made.content))
    sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(made.content).hexdigest()
    )
    scan = Enclosure.Scan.CLEAN


class OriginalFileFactory(DjangoModelFactory):
    """The original that a safe copy replaced."""

    class Meta:
        model = OriginalFile

    class Params:
        content = factory.Sequence("Year,Number,Name\r\n2025,{},Wren\r\n".format)

    foi_request = factory.SubFactory(FOIRequestFactory)
    title = "Figures by year"
    name = "figures.xlsx"
    file = factory.LazyAttribute(
        lambda made: default_storage.save(
            f"enclosures/{made.foi_request.pk}/{made.sha256}",
            ContentFile(made.content.encode()),
        )
    )
    size_bytes = factory.LazyAttribute(lambda made: len(made.content.encode()))
    sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(made.content.encode()).hexdigest()
    )
    scan = Enclosure.Scan.HIDDEN_DATA
    scanned_at = added_at = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
    scanned_by_version = VERSION
    added_by = factory.SubFactory(
        UserFactory, authority=factory.SelfAttribute("..foi_request.authority")
    )
    way = "values"
    replaced_by = factory.SelfAttribute("added_by")


class SafeCopyFactory(DjangoModelFactory):
    """A safe copy of a file of a draft, ready to look at."""

    class Meta:
        model = SafeCopy

    enclosure = factory.SubFactory(EnclosureFactory, name="report.pdf")
    way = "flat"
    sha256 = factory.SelfAttribute("enclosure.sha256")
    state = SafeCopy.State.READY
    asked_by = factory.SelfAttribute("enclosure.added_by")


class SafeCopyFileFactory(DjangoModelFactory):
    """A file of a safe copy."""

    class Meta:
        model = SafeCopyFile

    class Params:
        content = factory.Sequence("%PDF-1.7 {}".format)

    copy = factory.SubFactory(SafeCopyFactory)
    position = 1
    name = factory.SelfAttribute("copy.enclosure.name")
    file = factory.LazyAttribute(
        lambda made: default_storage.save(
            f"enclosures/{made.copy.enclosure.foi_request.pk}/{made.sha256}",
            ContentFile(made.content.encode()),
        )
    )
    size_bytes = factory.LazyAttribute(lambda made: len(made.content.encode()))
    sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(made.content.encode()).hexdigest()
    )
    scan = Enclosure.Scan.CLEAN
    scanned_at = datetime(2026, 3, 9, 14, 2, tzinfo=UTC)
    scanned_by_version = VERSION


class SafeCopyPictureFactory(DjangoModelFactory):
    """The picture of a page."""

    class Meta:
        model = SafeCopyPicture

    class Params:
        content = factory.Sequence("drawn {}".format)

    copy = factory.SubFactory(SafeCopyFactory)
    side = "before"
    number = 1
    file = factory.LazyAttribute(
        lambda made: default_storage.save(
            f"enclosures/{made.copy.enclosure.foi_request.pk}/{made.sha256}",
            ContentFile(made.content.encode()),
        )
    )
    sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(made.content.encode()).hexdigest()
    )


class PreviousResponseFactory(DjangoModelFactory):
    """A previous response, read and confirmed."""

    class Meta:
        model = PreviousResponse

    authority = factory.SubFactory(AuthorityFactory)
    sha256 = factory.Sequence("{:064}".format)
    text = "Our ref: HC-12-19\n\n1. How many boats?\n\nTwelve."
    reference = factory.Sequence("HC-{}-19".format)
    subject = "Boats"
    issued_on = date(2019, 3, 4)
    read_at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    confirmed_at = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    imported_by = factory.SubFactory(
        UserFactory, authority=factory.SelfAttribute("..authority")
    )


class PreviousAnswerFactory(DjangoModelFactory):
    class Meta:
        model = PreviousAnswer

    authority = factory.SubFactory(AuthorityFactory)
    previous_response = factory.SubFactory(
        PreviousResponseFactory, authority=factory.SelfAttribute("..authority")
    )
    order = 0
    label = "1"
    question = "How many speed cameras were there in 2018?"
    answer = "There were nine."
    outcome = Outcome.DISCLOSED
    reference = factory.SelfAttribute("previous_response.reference")
    answered_on = factory.SelfAttribute("previous_response.issued_on")
    is_reusable = True


class ParagraphFactory(DjangoModelFactory):
    class Meta:
        model = Paragraph
        skip_postgeneration_save = True

    authority = factory.SubFactory(AuthorityFactory)
    owner = factory.SubFactory(
        UserFactory, authority=factory.SelfAttribute("..authority")
    )
    regime = "FOIA"
    kind = "harm"
    topic = "Cameras"
    provisions = ("FOIA 31(1)",)
    text = "A driver who knew where our cameras stand would brake only there."
    review_on = date(2030, 1, 1)

    @factory.post_generation
    def first_version(self, create, extracted, **kwargs):
        """Keep the first version, as the service does."""
        if create:
            names = ("regime", "kind", "topic", "provisions", "text", "review_on")
            words = {name: getattr(self, name) for name in names}
            self.versions.create(number=1, owner=self.owner, by=self.owner, **words)


class AdviceFactory(DjangoModelFactory):
    """Advice received with a file, and not yet decided on."""

    class Meta:
        model = Advice

    foi_request = factory.SubFactory(FOIRequestFactory)
    source = AdviceSource.LEGAL
    adviser = "Nye and Nye"
    asked = "Does legal privilege cover the notes?"
    sent_on = date(2026, 3, 9)
    sent_by = factory.SubFactory(
        UserFactory, authority=factory.SelfAttribute("..foi_request.authority")
    )
    wanted_by = date(2026, 3, 13)
    received_on = date(2026, 3, 12)
    received = "Privilege covers the notes."
    file = factory.LazyFunction(
        lambda: default_storage.save("advice/notes", ContentFile(b"%PDF-1.7"))
    )
    name = "notes.pdf"
    size_bytes = 8
    sha256 = hashlib.sha256(b"%PDF-1.7").hexdigest()


class AdviceRuleFactory(DjangoModelFactory):
    class Meta:
        model = AdviceRule

    authority = factory.SubFactory(AuthorityFactory)
    source = AdviceSource.REFERRAL_UNIT
    regime = "FOIA"
    section = "31"
    created_by = factory.SubFactory(
        UserFactory, authority=factory.SelfAttribute("..authority")
    )


def replied(enquiry, words, by):
    """Let a person of the department reply to an enquiry, on the day of asking."""
    at = datetime.combine(enquiry.asked_on, datetime.min.time(), UTC)
    enquiry.replied_on = enquiry.asked_on
    enquiry.save()
    return EnquiryReply.objects.create(
        enquiry=enquiry,
        by=by,
        name=str(by),
        text=words,
        sent_at=at,
        sent_on=enquiry.asked_on,
    )
