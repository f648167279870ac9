"""Questions put to the department that holds the information."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Department
from requests_app.models.questions import Question
from requests_app.models.requests import FOIRequest
from requests_app.querysets import EnquiryQuerySet


class Enquiry(models.Model):
    """Some questions of a request, put to a department, and its reply.

    The contributor who replies sees only the questions and the message, not the
    requester or the rest of the request.
    """

    foi_request = models.ForeignKey(
        FOIRequest, on_delete=models.CASCADE, related_name="enquiries"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="enquiries"
    )
    questions = models.ManyToManyField(Question, related_name="enquiries")
    message = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_on = models.DateField()
    wanted_by = models.DateField()
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    replied_on = models.DateField(null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        default_permissions = ()
        ordering = ["wanted_by", "pk"]
        constraints = [
            models.CheckConstraint(
                name="enquiry_reply_says_who_and_when",
                condition=Q(reply="", replied_by__isnull=True, replied_on__isnull=True)
                | (
                    ~Q(reply="") & Q(replied_by__isnull=False, replied_on__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.department}, by {self.wanted_by}"
