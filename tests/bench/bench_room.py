"""Time the drafting room: opened, moved in, and saved while an officer types.

Requests are made up in a scratch database. The room of one, with fifty answered
questions, is then opened as the web process does, without the network.

Run it: python -m tests.bench.bench_room [--json] [--requests N]
"""

import statistics
import sys
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

from tests.bench.bench_recalculating import TODAY, make_requests, scratch_database
from tests.bench.sized import run_sized

REQUESTS = 100_000
QUESTIONS = 50
TIMES = 15
BOUNDS_MS = {"open the room": 300, "move to a question": 100, "save while typing": 50}


def make_room(officer: Any) -> list[int]:
    """Make a request of fifty answered questions; return the keys of the questions."""
    from requests_app.models import FOIRequest, Question
    from responses.drafting.answers import answer_question
    from responses.drafting.citations import cite_exemption

    foi_request = FOIRequest.objects.filter(state="answering", review_of=None)[0]
    foi_request.answers.all().delete()
    foi_request.questions.all().delete()
    common = {"foi_request": foi_request, "by": officer, "on": TODAY}
    for number in range(QUESTIONS):
        question = Question.objects.create(
            foi_request=foi_request,
            order=number,
            label=str(number + 1),
            text=f"How many were there in street {number}, and why? " * 3,
        )
        answer_question(
            question=question,
            text="<p>Twelve, as the survey of the street found.</p>" * 3,
            outcome="withheld",
            version=0,
            **common,
        )
        cite_exemption(
            question=question,
            provision_key="FOIA 43(2)",
            why_applies="It names prices.",
            **common,
        )
    return list(foi_request.questions.values_list("pk", flat=True))


def timed(act: Callable[[int], Any]) -> dict[str, float]:
    """Return the queries of one call, and what many took, of Python and in all."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act(0)
    with CaptureQueriesContext(connection) as captured:
        act(1)
    queries = sum("SAVEPOINT" not in one["sql"] for one in captured)
    spent, in_python = [], []
    for number in range(TIMES):
        began, python_began = perf_counter(), process_time()
        act(number)
        spent.append((perf_counter() - began) * 1000)
        in_python.append((process_time() - python_began) * 1000)
    return {
        "queries": queries,
        "median, ms": round(statistics.median(spent)),
        "longest, ms": round(max(spent)),
        "of Python, ms": round(statistics.median(in_python)),
    }


def bench(requests: int = REQUESTS) -> dict[str, Any]:
    """Return the results, and whether they are within bounds."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from accounts.models import User
    from requests_app.models import Question
    from responses.models import Answer

    setup_test_environment()
    # The files of the room are not collected, and none is sent.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    with scratch_database():
        make_requests(requests)
        officer = User.objects.get(username="officer")
        questions = make_room(officer)
        reference = Question.objects.get(pk=questions[0]).foi_request.reference
        client = Client()
        client.force_login(officer, backend="accounts.backends.RoleBackend")

        def at(name: str, number: int) -> str:
            return reverse(name, args=[reference, questions[number]])

        def look(number: int, **headers: str) -> None:
            page = client.get(
                at("answer-question", number), headers=headers, secure=True
            )
            assert page.status_code == 200

        def save(number: int) -> None:
            answer = Answer.objects.get(questions=questions[0])
            posted = {
                "text": f"<p>Twelve, or {number} more.</p>",
                "text-format": "html",
                "outcome": "withheld",
                "version": answer.version,
            }
            saved = client.post(at("autosave-answer", 0), posted, secure=True)
            assert saved.status_code == 200

        measured: dict[str, Any] = {
            "open the room": timed(look),
            "move to a question": timed(lambda n: look(n, **{"HX-Request": "true"})),
            "save while typing": timed(save),
        }
    is_quick = all(measured[name]["median, ms"] <= ms for name, ms in BOUNDS_MS.items())
    return {"requests": requests, **measured, "within bounds": is_quick}


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
