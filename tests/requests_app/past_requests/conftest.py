"""What tests of past requests share."""

import io

import pytest

from requests_app.models import PastImport
from requests_app.past_requests.commanding import import_file
from tests.factories import AuthorityFactory
from tests.requests_app.past_requests.tables import TODAY


@pytest.fixture
def authority(db):
    return AuthorityFactory(is_scottish=False)


@pytest.fixture
def run(authority):
    """Import a file, or check it."""

    def imported(content, *, name="log.csv", step="import", tell=lambda _: None):
        return import_file(
            authority=authority,
            file=io.BytesIO(content),
            name=name,
            step=PastImport.Step(step),
            most_bytes=10**7,
            on=TODAY,
            tell=tell,
        )

    return imported


@pytest.fixture
def says(run):
    """Return what a check says of the first rejected row; "" where none is."""

    def said(content, **more):
        done = run(content, step="check", **more)
        finding = done.findings.filter(is_rejected=True).first()
        return finding.says if finding else ""

    return said
