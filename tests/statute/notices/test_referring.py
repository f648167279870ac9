"""Words that speak of a thing as one that exists, where a letter must not tell."""

import pytest

from statute.notices import telling_in

# Whether each sentence confirms outright; the others are left to a person.
CONFIRMING = """
The invoices logged in our finance system would show which supplier was used.
There were two meetings with the informant in May.
Everything on the file was given to us in confidence.
The file runs to about 300 pages.
We located the documents but cannot say what is in them.
The suspect was interviewed twice and the transcripts are part of the evidence.
The allegation was recorded and passed to the standards department.
These appointments were entered in the clinic's diary by the nurse.
The transfers listed in our bank statements went to a private company.
The messages stored on the seized phone are evidence in a trial.
Opening up the case notes kept by the social worker would distress the family.
The victims named in the log have asked for privacy.
""".strip().splitlines()

TELLING = """
Those entries were made by officers who expected them to stay private.
Our correspondence with the embassy is sensitive.
The three complaints made against him remain under investigation.
Publishing the surveillance logs kept by the unit would help offenders.
The emails exchanged between the chief executive and the developer are candid.
The document you describe was created in 2019 and has been restricted since.
The author of the report has asked us not to release it.
Having reviewed the material, we think its release would prejudice the trial.
The payments we made to the source were properly authorised.
The warning given to the officer is a private matter.
The data was supplied by a foreign police force.
The public has an interest in how these payments were approved.
The contents of the dossier are highly personal.
Release of the minutes taken at that meeting would inhibit later discussion.
Her medical notes are confidential.
The records show that the tactic was used on four occasions.
The equipment bought in March is still in use.
Both letters came from a member of the public who wishes to stay unknown.
The database contains names of people who are still alive.
His personnel record has a note about the hearing.
All four of the reports were written by the same consultant.
The grievance raised by the lecturer was settled out of court.
The photographs taken inside the flat show other people.
Most of the papers come from the security service.
The footage captured by our cameras shows the faces of children.
Since the tip-off came from inside the building, naming it would point to one person.
The settlement agreement binds us to silence.
The pages in question concern a covert operation.
The recordings made by the control room would identify the caller.
Our investigators' findings are still being tested in court.
The reports filed about the teacher name several pupils.
The interview notes, which run to nine pages, are not public.
The surveillance carried out last summer cost little.
Each of the emails names a serving officer.
The contract signed with the vendor forbids it.
Our file on the company is still open.
The number of warrants we obtained is small enough to identify the people.
""".strip().splitlines()

HARMLESS = """
Saying either way would tell offenders whether a tactic is used here.
If we held such records, a yes would show that the person was known to us.
There is a public interest in knowing how public money is spent.
A denial in one case and a refusal in another would let readers compare the two.
People who give information to the police need to be sure of our silence.
Any payments of this kind, if there were any, would be made in secret.
We publish our spending over £500 every month.
Confirming that a complaint exists would be unfair to the person named.
The request names a living person, who would not expect us to say anything about them.
Our policy is to give the same reply whether or not there is anything to find.
Informants, where they exist, could be harmed by a single word.
The public already knows that forces may use covert methods.
The number of officers in the force is published each year.
The intelligence services work best when their interest in a person is not known.
Media reports about the incident do not come from us.
Whether the meeting took place is exactly what we cannot say.
A person who has been investigated and not charged has a right to privacy.
The harm would come from the statement itself, not from what any document says.
We have weighed openness about policing against the safety of the public.
Our guidance on requests for information is on our website.
Such information, had we any, would be personal data about a third person.
The courts have held that a suspect may expect privacy before a charge.
To say that no report was written would be as telling as to say that there is a report.
Records of this kind are usually kept for six years.
Criminals could map where the technology is and is not in use.
The request asks for emails between two named people.
A reader could work out from a yes that the person had been a patient here.
The public interest in knowing how complaints are handled is met by our annual report.
The Commissioner's decisions on this point are published.
Our duty of confidence to patients does not end with their death.
If the reports existed, they would be held by another team.
The fact that a firm is named in the press does not change this.
Staff must be able to raise a grievance without fear that it becomes known.
The police investigate crime, and that work depends on secrecy.
The arguments in favour of openness are strong where public safety is concerned.
The more often we answer such questions, the clearer the picture becomes.
No one should read anything into this reply.
Whichever reply we gave would tell the reader something about the person.
The newspaper report you mention was not written by us.
We publish the number of warrants granted to all forces together.
The tactics used by police forces are described in general terms in Parliament.
Even a denial would show where our cameras do not look.
People who use our clinics expect that their records stay private.
The person named in your request has made no public statement.
The risk is to any agent who may exist, and to their family.
Your email says that the meeting was reported on television.
The exemption exists to protect officers and the people who help them.
We considered the age of any record that might be held.
The police complaints body publishes its findings.
Knowing that a warrant was or was not granted would help the suspect.
The seriousness of the offences that you mention is a factor for openness.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", CONFIRMING)
def test_a_thing_said_to_be_kept_confirms(sentence):
    assert [confirms for _, confirms in telling_in(sentence)] == [True]


@pytest.mark.parametrize("sentence", TELLING)
def test_a_definite_thing_is_left_to_a_person(sentence):
    assert [confirms for _, confirms in telling_in(sentence)] == [False]


@pytest.mark.parametrize("sentence", HARMLESS)
def test_a_thing_supposed_or_spoken_of_in_general_is_harmless(sentence):
    assert list(telling_in(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The payments recorded in our ledger were made with care.",
        "To disclose the payments recorded in our ledger would harm the payee.",
        "If the entries kept in the diary became known, people would be at risk.",
    ],
)
def test_what_is_supposed_of_a_kept_thing_does_not_unsay_it(sentence):
    assert [confirms for _, confirms in telling_in(sentence)] == [True]


def test_a_clause_that_leaves_it_open_does_not_cover_the_next():
    text = (
        "We cannot say whether he was paid, but the payments in our ledger were proper."
    )

    assert [confirms for _, confirms in telling_in(text)] == [True]
