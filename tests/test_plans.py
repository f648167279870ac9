"""How a benchmark reads the plans of PostgreSQL."""

import pytest
from django.db import connection

from requests_app.models import FOIRequest
from tests.bench.big import zipf_sizes
from tests.bench.plans import plan_of, reads_of, shape_of, whole_reads
from tests.factories import FOIRequestFactory

pytestmark = pytest.mark.django_db


def test_a_plan_says_which_tables_are_read_in_full():
    FOIRequestFactory.create_batch(3)
    sql = "SELECT subject FROM requests_app_foirequest WHERE subject LIKE '%cameras'"

    plan = plan_of(sql)

    assert shape_of(plan) == ["all of requests_app_foirequest"]
    assert whole_reads(plan, most_rows=2) == ["requests_app_foirequest"]
    assert whole_reads(plan, most_rows=3) == []


def test_a_plan_says_which_index_is_read():
    foi_request = FOIRequestFactory()
    found = FOIRequest.objects.filter(pk=foi_request.pk).values("subject")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "SELECT indexname FROM pg_indexes"
            " WHERE tablename = 'requests_app_foirequest'"
        )
        indexes = {name for (name,) in cursor.fetchall()}

    (read,) = shape_of(plan_of(str(found.query)))

    # Of a table of one row, the planner may take any.
    assert read in indexes


def test_the_sizes_of_authorities_follow_zipfs_law():
    sizes = zipf_sizes(50_000, 50)

    assert sizes[0] == pytest.approx(2 * sizes[1], rel=0.01)
    assert sizes[0] == pytest.approx(50 * sizes[49], rel=0.01)
    assert sum(sizes) == pytest.approx(50_000, rel=0.01)


def test_a_plan_says_how_some_tables_are_read():
    FOIRequestFactory.create_batch(3)
    sql = "SELECT subject FROM requests_app_foirequest WHERE subject LIKE '%cameras'"
    plan = plan_of(sql)

    assert reads_of(plan, {"requests_app_foirequest"}) == {
        ("requests_app_foirequest", "")
    }
    assert reads_of(plan, {"accounts_team"}) == frozenset()


def test_what_was_never_read_does_not_count():
    sql = "SELECT subject FROM requests_app_foirequest WHERE 1 = 0"

    assert reads_of(plan_of(sql), {"requests_app_foirequest"}) == frozenset()
