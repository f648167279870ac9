"""What an answer claims: that information is exempt, given, or work that counts."""

import pytest

from statute.notices.claims import (
    exempt_in,
    given_in,
    is_about_emissions,
    likely_in,
    uncounted_work_in,
)

EXEMPT = """
The report is exempt from disclosure.
We are withholding it under section 31.
This information has been withheld.
The exemption in section 43 applies to it.
We refuse to disclose the report.
Disclosure would prejudice the investigation.
It is therefore exempt under section 40.
The names have been redacted.
We have withheld it.
The information is considered exempt.
""".strip().splitlines()
NOT_EXEMPT = """
We do not hold this information, so no exemption applies.
The information is not held.
It is not exempt; we simply do not have it.
If it were held it would be exempt.
We apply the exception in regulation 12(4)(a) for information not held.
Regulation 12(4)(a) is an exception, and applies because we do not hold it.
The council may hold it; its own exemptions may apply.
Nothing has been withheld.
You asked why your neighbour was exempt from council tax.
We searched the list of exempt vehicles.
We publish the vehicles which are exempt from the charge.
""".strip().splitlines()
GIVEN = """
There were 14 complaints in 2025.
The cost was £12,000.
The total number of complaints is 14.
The report is attached.
Please find the report attached.
We spent £4,000 on it.
We hold this information.
It is 14.
14.
Yes.
Yes, the policy was agreed in May.
We recorded 12 offences.
The answer is 42.
There are three officers in the team.
The figures are below.
In 2024 the council paid £300 for each.
Fourteen is wrong: 12 complaints were received in May.
We hold 14 such reports.
Here is the list.
""".strip().splitlines()
NOT_GIVEN = """
The information is not held.
We searched 12 systems and found nothing.
No.
None.
The figure is not recorded.
There were no complaints, so no record was made.
We hold the number of complaints but not their subject.
The Trust keeps such records for two years, and then destroys them.
The supplier bears the cost and does not tell us what it is.
We keep no such record.
You may ask the county council, which has 14 such sites.
There is one place where we would expect it, and we searched that.
The trial was arranged at the station without written authority.
We asked our three managers, and none has a copy.
If it were held, it would be in one of two systems.
""".strip().splitlines()
UNCOUNTED = """
It takes 5 minutes to find and redact each one.
Reading each message takes two minutes.
To find, take out and read one takes two minutes.
Each file has to be reviewed, which takes ten minutes.
An officer would have to consider whether each is exempt.
Removing the names of third parties takes an hour.
We would have to check each for exempt information.
We include 3 hours for redaction.
""".strip().splitlines()
COUNTED = """
You can ask for an internal review by writing to us within 40 working days.
Please read the guidance on our website.
We timed ten logs: four minutes to find an entry.
Time for redaction is not included.
We have not counted the time for reading or redacting.
Each file must be read to find whether it mentions the bridge.
We reviewed a sample of ten.
It takes 3 minutes to locate and extract each.
An officer would read through each log to see whether it names the site.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", EXEMPT)
def test_it_is_called_exempt(sentence):
    assert [one.text for one in exempt_in(f"Thank you. {sentence}")] == [sentence]


@pytest.mark.parametrize("sentence", NOT_EXEMPT)
def test_it_is_not_called_exempt(sentence):
    assert exempt_in(sentence) == []


@pytest.mark.parametrize("sentence", GIVEN)
def test_it_is_given(sentence):
    assert [one.text for one in given_in(sentence)] == [sentence]


@pytest.mark.parametrize("sentence", NOT_GIVEN)
def test_what_is_said_of_a_search_is_not_what_was_asked_for(sentence):
    assert given_in(sentence) == []


@pytest.mark.parametrize("sentence", UNCOUNTED)
def test_reading_deciding_and_redacting_do_not_count(sentence):
    assert [one.text for one in uncounted_work_in(sentence, is_scottish=False)] == [
        sentence
    ]


@pytest.mark.parametrize("sentence", COUNTED)
def test_finding_and_taking_out_count(sentence):
    assert uncounted_work_in(sentence, is_scottish=False) == []


def test_in_scotland_redacting_counts_and_deciding_does_not():
    redacting = "It takes five minutes to find and redact each one."
    deciding = "An officer would have to consider whether each is exempt."

    assert uncounted_work_in(redacting, is_scottish=True) == []
    assert len(uncounted_work_in(deciding, is_scottish=True)) == 1


@pytest.mark.parametrize(
    ("sentence", "is_likely"),
    [
        ("Disclosure would be likely to harm the course of justice.", True),
        ("It is likely to deter witnesses.", True),
        ("Disclosure would harm the course of justice.", False),
        ("It would adversely affect an inquiry.", False),
    ],
)
def test_likely_is_less_than_would(sentence, is_likely):
    assert bool(likely_in(sentence)) is is_likely


@pytest.mark.parametrize(
    ("asked", "is_about"),
    [
        ("What were the emissions of the plant?", True),
        ("How much was discharged into the river?", True),
        ("How many birds nest at the plant?", False),
        ("Who was discharged from hospital?", False),
    ],
)
def test_emissions_are_told_from_other_discharges(asked, is_about):
    assert is_about_emissions(asked) is is_about
