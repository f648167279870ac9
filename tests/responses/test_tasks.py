"""Tasks that make PDFs, and processes that must not load the PDF libraries."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from requests_app.jobs.tasks import run_jobs
from responses.issuing.services import pdf_job_key
from responses.letters.records import MAKE_PDF
from responses.models import Letter
from tests.responses import kinds

LOADED = """
import sys
import django
django.setup()
import foi.wsgi, foi.celery
from django.urls import get_resolver
from django.test import Client
for pattern in get_resolver().url_patterns:
    getattr(pattern, "url_patterns", None)
import responses.urls
from responses.letters import prose
from responses.letters.fonts import undrawable
prose, undrawable("x")
print(
    sorted(
        {name.split(".")[0] for name in sys.modules}
        & {"weasyprint", "pydyf", "openpyxl", "numpy", "onnxruntime", "tokenizers"}
    )
)
"""


@pytest.fixture
def letter(officer, approver):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    return kinds.issued(foi_request, by=officer, approver=approver)


def test_web_processes_never_load_what_only_workers_and_demonstrations_need():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "foi.settings"}

    told = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "[]"


def test_a_wake_up_makes_one_letter(letter):
    for _ in range(2):
        run_jobs(kind=MAKE_PDF.name, key=pdf_job_key(letter))

    assert Letter.objects.get(pk=letter.pk).pdf


def test_a_sweep_makes_what_no_message_asked_for(letter):
    for _ in range(2):
        run_jobs(kind=MAKE_PDF.name)

    assert Letter.objects.get(pk=letter.pk).pdf
