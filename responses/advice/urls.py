"""Addresses of the pages of advice from outside."""

from django.urls import path

from responses.advice.views.advice import (
    AdviceFile,
    ChaseAdvice,
    DecideAdvice,
    ReceiveAdvice,
    SeekAdvice,
    WithdrawAdvice,
)
from responses.advice.views.rules import (
    AddAdviceRule,
    AddUsualRules,
    AdviceRules,
    EndAdviceRule,
)

_REQUEST = "requests/<reference:reference>"
_ADVICE = f"{_REQUEST}/advice/<int:advice>"
_RULES = "administration/advice-rules"

urlpatterns = [
    path(f"{_REQUEST}/seek-advice/", SeekAdvice.as_view(), name="seek-advice"),
    path(f"{_ADVICE}/chase/", ChaseAdvice.as_view(), name="chase-advice"),
    path(f"{_ADVICE}/receive/", ReceiveAdvice.as_view(), name="receive-advice"),
    path(f"{_ADVICE}/decide/", DecideAdvice.as_view(), name="decide-advice"),
    path(f"{_ADVICE}/withdraw/", WithdrawAdvice.as_view(), name="withdraw-advice"),
    path(f"{_ADVICE}/file/", AdviceFile.as_view(), name="advice-file"),
    path(f"{_RULES}/", AdviceRules.as_view(), name="advice-rules"),
    path(f"{_RULES}/add/", AddAdviceRule.as_view(), name="add-advice-rule"),
    path(f"{_RULES}/usual/", AddUsualRules.as_view(), name="add-usual-rules"),
    path(f"{_RULES}/<int:rule>/end/", EndAdviceRule.as_view(), name="end-advice-rule"),
]
