"""The readers of typed words take time that grows with the text and no faster."""

import time
from datetime import date

import pytest

from statute.notices import claims, dates, references
from statute.notices.confirming import denied_in, held_in, telling_in
from statute.notices.hours import hours_in

DAY = date(2026, 3, 9)
READERS = {
    "telling": telling_in,
    "held": held_in,
    "denied": denied_in,
    "hours": hours_in,
    "facts": claims.facts_given_in,
    "intervals": dates.intervals_in,
    "promised": lambda text: dates.promised_days_in(text, near=DAY),
    "counts": references.counts_of_enclosed_in,
    "exempt": claims.exempt_in,
    "given": claims.given_in,
    "likely": claims.likely_in,
    "work": lambda text: claims.uncounted_work_in(text, is_scottish=False),
    "dates": lambda text: dates.stated_dates_in(text, near=DAY),
    "publication": lambda text: dates.publication_days_in(text, near=DAY),
    "periods": dates.stated_periods_in,
    "enclosed": references.enclosed_in,
    "questions": references.questions_named_in,
    "tables": references.tables_in,
    "annexes": references.annexes_in,
    "files": references.files_in,
}
UNITS = (
    "we hold ",
    "the payments made to the entries recorded in our ",
    "of the of the both of the ",
    "we will answer by 1 May ",
    "it would take 60 hours ",
    "the report of the ",
    "whether ",
    "your request was received 1 May ",
    "review within 2 days ",
    "see file a b c ",
    "question 1 and 2 ",
    "a-",
    " ",
    "\n",
    ".",
)


@pytest.mark.parametrize("reader", READERS.values(), ids=list(READERS))
@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_text_takes_about_eight_times_as_long(reader, unit):
    def seconds(length):
        text = (unit * length)[:length]
        start = time.process_time()
        list(reader(text))
        return time.process_time() - start

    short = max(min(seconds(1_500) for _ in range(2)), 0.002)

    assert seconds(12_000) < 32 * short
