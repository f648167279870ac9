"""Provisions relied on, in an answer or in the response as a whole."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from requests_app.models import FOIRequest
from responses.models.answers import Answer
from statute import exemptions
from statute.exemptions import Provision


class NCNDStatement(models.Model):
    """The statement neither confirming nor denying other information.

    For "any other information" that a request might cover: the provisions cited lift
    the duty in FOIA 2000 s.1(1)(a), and the response says why.
    """

    foi_request = models.OneToOneField(
        FOIRequest, on_delete=models.CASCADE, related_name="statement"
    )
    # Completes "… neither confirms nor denies that it holds …".
    scope = models.TextField()
    harm = models.TextField(blank=True)
    factors_for = models.TextField(blank=True)
    factors_against = models.TextField(blank=True)
    balance = models.TextField(blank=True)
    no_inference = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.scope[:60]


# The parts of a notice covered by a citation, in their order, and the field of each.
PART_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "why_applies": "why_applies",
        "harm": "harm",
        "pi_factors_disclosure": "factors_for",
        "pi_factors_maintain": "factors_against",
        "pi_reasons": "balance",
    }
)


class CitationManager(models.Manager["Citation"]):
    """Read citations with the citation whose reasons they share."""

    def get_queryset(self) -> models.QuerySet["Citation"]:
        """Return citations: each page that shows one shows its reasons."""
        return super().get_queryset().select_related("same_as")


class Citation(models.Model):
    """A provision of the catalogue relied on, with the reason it applies.

    A qualified provision also needs the public interest test (FOIA 2000 s.2(1)(b) and
    (2)(b), s.17(3)).
    """

    answer = models.ForeignKey(
        Answer,
        on_delete=models.CASCADE,
        related_name="citations",
        null=True,
        blank=True,
    )
    statement = models.ForeignKey(
        NCNDStatement,
        on_delete=models.CASCADE,
        related_name="citations",
        null=True,
        blank=True,
    )
    # A key of `statute.exemptions.PROVISIONS`, such as "FOIA 31(1)(a)".
    provision_key = models.CharField(max_length=40)
    why_applies = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    factors_for = models.TextField(blank=True)
    factors_against = models.TextField(blank=True)
    balance = models.TextField(blank=True)
    # The facts that the provision asks for, as `statute.facts` keeps them.
    facts = models.JSONField(default=dict, blank=True)
    # The citation of the same provision whose reasons and facts this one gives.
    same_as = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="shared_by",
        null=True,
        blank=True,
    )

    objects = CitationManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="citation_of_an_answer_or_of_the_statement",
                condition=Q(answer__isnull=False, statement__isnull=True)
                | Q(answer__isnull=True, statement__isnull=False),
            ),
            models.CheckConstraint(
                name="citation_is_not_the_same_as_itself",
                condition=Q(same_as__isnull=True) | ~Q(same_as=models.F("pk")),
            ),
            models.UniqueConstraint(
                name="provision_cited_once_per_answer",
                fields=["answer", "provision_key"],
            ),
            models.UniqueConstraint(
                name="provision_cited_once_per_statement",
                fields=["statement", "provision_key"],
            ),
        ]

    def __str__(self) -> str:
        return self.provision_key

    @property
    def provision(self) -> Provision:
        """Provision as the catalogue describes it."""
        return exemptions.get(self.provision_key)

    @property
    def reasons(self) -> "Citation":
        """The citation that holds the reasons and facts: itself, or the shared one."""
        return self.same_as or self
