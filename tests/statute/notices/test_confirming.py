"""Sentences to confirm or deny, and sentences leaving the point open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.notices import confirmations_in, telling_in

CONFIRMING = """
We can confirm that we hold the information you asked for.
The Force holds 12 records.
We hold 12 records, but disclosing them would harm investigations.
No information is held.
The council does not hold this information.
We have located 14 documents.
The information is held by our legal team.
There are 3 investigations of that kind.
I confirm that the Trust holds a report.
The Trust has confirmed that it holds a report.
This information is not held.
No records exist.
We neither confirm nor deny; however we hold two files.
We hold the list and it would harm the operation to release it.
The policy is not held.
We hold the report of the investigation and disclosure would harm it.
Our Professional Standards Department holds the file.
We have the report in question.
We do hold some of what you describe.
We don't hold the recordings.
We haven’t kept any of the footage.
The footage was deleted in June.
The Trust keeps a register of these visits.
Our records show that two payments were made.
Our searches found nothing.
A search of our systems returned 12 results.
We searched and found no trace of such a file.
Searches of the database located no records.
There is a file on this person.
There were no complaints about the officer.
There are several reports of this kind.
There is no such investigation.
The dossier you describe exists.
The report does not exist.
No such operation exists.
Yes, we do.
Yes.
No, there was none.
I can confirm the existence of the report.
The Board confirms that an inquiry took place.
We are able to confirm that he is the subject of an inquiry.
We acknowledge that there is a file.
We admit that we hold it.
We know that the force holds a file on him.
As we said in May, we hold the file.
We have withheld the report in full.
The report is withheld.
The names in the list have been redacted.
We have attached the list.
Twelve arrests were made in the course of the operation.
We paid 12 informants and 3 agents were paid twice.
We are aware of the report.
The file remains in our possession.
Northmoor Constabulary holds intelligence on the group.
The Chief Constable does not possess any such letter.
We considered whether to answer, and we hold the file.
We cannot say whether it is complete because we hold only part of the file.
All of the documents are held by our legal team.
Nothing is held.
None of the records are held any longer.
It is not held by us.
We have no record of any such call.
We received the report in May.
We have a copy of the letter.
The emails are held on a server that we no longer use.
The e-mails you ask for are still held.
We commissioned a report in 2024.
We told the newspaper that we hold the footage.
Rydym yn dal y wybodaeth.
Nid ydym yn dal y wybodaeth hon.
Nid oes gennym unrhyw wybodaeth.
Ni ddelir y wybodaeth.
Gallwn gadarnhau bod adroddiad.
Mae'r Cyngor yn dal adroddiad.
We would add that we hold one such letter.
These minutes are not held.
We checked and there is no record.
Officers hold notes of the interviews.
The information you have requested is held, but exempt.
Your file is held in our archive.
The council has no information about this.
We have identified three emails.
I can tell you that the Constabulary does have a dossier on the group.
In answer to your question, yes, such a report was written.
The Home Department holds relevant material, but it is too sensitive to release.
This is to confirm that correspondence of this kind took place.
The file you mention is kept in a locked cabinet at headquarters.
Both letters are still held by the legal department.
Having searched, we have nothing that meets your description.
We don't have anything on this subject.
The surveillance logs have been retained for six years.
No such informant is registered with us.
The Trust did receive a complaint about this doctor.
We are not able to find any record of the meeting.
We can find no trace of a payment.
It is correct that an investigation was opened in 2024.
An investigation into this officer is under way.
There has never been an investigation of this kind.
The council has never held such a list.
Two files were identified as relevant.
The relevant documents amount to 300 pages.
The information you seek runs to 40 pages.
The information held is exempt.
The information that we hold is exempt under section 31.
You are right that we keep a list of protesters.
The images were wiped after 31 days.
Nothing was found.
None were found.
We drew a blank.
Information is held in relation to part 1 of your request.
Some information is held.
The department confirms it has this information.
As previously confirmed, the force holds the list.
Our search of the case system brought up four cases.
The Ministry of Justice possesses the letter.
I have seen the file and it contains nothing new.
I have read the file in question.
Having reviewed the file, I consider that disclosure would cause harm.
We have considered the report itself and its contents.
We keep the recordings on a server in Leeds.
Police Scotland does not hold this.
We do not hold anything of the sort.
We do not hold it.
Not held.
No information held.
There is nothing on file.
There is no record of such a call.
This information was never recorded.
The authority holds no relevant records.
That record was transferred to the county archive.
We hold, for this purpose, a register of sources.
We only hold the first page.
The list exists, but we cannot give it to you.
A copy is held at Bridge House.
Rydym yn cadw cofrestr o ffynonellau.
Nid yw'r heddlu yn dal adroddiad o'r fath.
Daliwn y wybodaeth hon.
Cadarnhawn fod y ffeil yn bodoli.
The investigation was closed in May.
Our Intelligence Bureau maintains a profile of this person.
We still have the tapes.
The tapes are with our solicitors.
An officer took notes at the time, and those notes survive.
Please be assured that the matter was fully investigated.
We are happy to say that there is no file on you.
Our legal team is in possession of the letter.
The Trust has in its possession three letters from the doctor.
We have on record two calls from that address.
The records you want do exist.
It has been established that nothing is held.
I have located the document.
The document you seek was found in the basement.
A file was opened on this group in 2019.
The council was in correspondence with the firm during May.
Emails were exchanged between the two offices.
We paid the informant £200.
The informant was paid £200.
He is a registered informant.
We have never used an informant in this case.
The force does not employ such equipment.
This equipment was used twice.
All relevant material has been passed to the inquiry.
The answer to your question is yes.
We looked for the file but could not find it.
A thorough search failed to find any such document.
The papers are stored off site.
The department has knowledge of the report.
Copies of the letters remain on the file.
The list is held in confidence.
We consider the report to be exempt.
The names of the three officers are personal data, so we withhold them.
We hold the information but it would harm the investigation to release it.
The requested statement is held by the Constabulary.
I can confirm that the Council has a contract with this company.
We confirm we hold CCTV from that night.
No such emails are held.
There have been three referrals about this family.
The force holds no information on this matter.
Our records show no trace of your neighbour.
The intelligence we hold came from a member of the public.
We do have a covert capability of this type.
We have disclosed part of the file.
Because we hold this file, we must protect it.
The applicant's medical record is held at the surgery.
We retain the DNA profile of this person.
""".strip().splitlines()

OPEN = """
The Constabulary neither confirms nor denies that it holds any information.
We can neither confirm nor deny whether we hold it.
This should not be taken as confirmation that information is held.
No inference should be drawn that information is or is not held.
If we held such information, confirming it would help offenders.
If information is held, it would be exempt.
To confirm that information is held would alert a suspect.
The duty to say whether information is held does not arise.
Section 1(1)(a) requires the authority to state whether it holds it.
We have identified harm in confirming or denying.
Confirming that we hold information of this kind would reveal our tactics.
A statement that the force holds no information would reassure offenders.
It is the policy of the service neither to confirm nor to deny.
Thank you for your request of 2 March 2026.
We have received your request for information.
We received your email on 2 March.
We have considered your request under the Freedom of Information Act 2000.
I am sorry that this answer is late.
We can confirm receipt of your request.
I can confirm that we have now completed our consideration of your request.
We confirm that section 31(3) applies.
We can confirm that the duty in section 1(1)(a) does not apply.
I confirm that we neither confirm nor deny.
The Trust is not obliged to confirm or deny whether it holds information.
We hold regular meetings with residents.
We hold that the exemption applies.
Officers are held to account by the Investigatory Powers Commissioner.
The hearing is held in public.
People held in custody would be put at risk.
We have a duty to protect people who help the police.
We have a policy of neither confirming nor denying.
We have weighed the public interest with care.
We keep all personal data secure.
Either reply would show whether an operation took place.
Offenders would be likely to change what they do.
Saying that no record exists would tell the person that nobody is watching.
A reply that we hold nothing would be as telling as a reply that we hold a file.
Were we to say that a file exists, its subject would be warned.
You asked whether we hold any file on him.
You say that the force holds a report.
You believe that we hold a file on your neighbour.
The newspaper claims that the council holds emails.
Nothing should be inferred from this about whether such calls were made.
This reply does not mean that we hold the information, or that we do not.
Where information of this kind is held, disclosing it would put lives at risk.
Any information that is held would be exempt.
The Act gives you the right to be told whether information is held.
There is a public interest in understanding how the police work.
There is a risk that information would reach offenders.
There are strong arguments on both sides.
There is no evidence that openness would suffer.
Two factors weigh against confirming.
It would show whether or not a named person was investigated.
If a complaint had been made, the person complained of would not expect us to say so.
Personal data of a third party would be disclosed by either reply.
The request asks about a named individual.
We apply this reply each time, whether or not information is held.
A different reply each time would itself give the answer away.
The information you ask about, if it exists, would be about a living person.
We do not say whether any such report exists.
We are unable to confirm whether the incident took place.
We cannot confirm or deny that the letter was received.
The public would learn from a confirmation that the force holds intelligence.
It may be that we hold nothing.
Please write to our review officer if you are not satisfied.
We will answer within 20 working days.
We publish figures on complaints every year on our website.
You may find our published policy on surveillance helpful.
Oversight of covert methods is the task of the Investigatory Powers Commissioner.
In the interest of national security, no reply of either kind can be given.
Our answer to your other questions is below.
We have answered the rest of your request in our letter of 4 May.
We have read your letter with care.
The Council does not comment on individual cases.
We are sorry that we cannot be more helpful.
Criminals hold grudges against those who help us.
Confirming that payments were made to a source would identify that source.
Someone who knew that the record exists would know where to look.
Our position is that to answer either way would reveal personal data.
We neither confirm nor deny that there is a file, or that one was destroyed.
Nid ydym yn cadarnhau nac yn gwadu a ydym yn dal y wybodaeth.
Ni ddylid casglu o hyn a yw'r wybodaeth yn cael ei dal.
The law recognises that a mere yes or no can do harm.
Police forces deal with such requests in the same way.
We have handled your request under the Act, which gives a right to recorded information.
This letter deals with all of your questions.
We have explained the law in the annex.
You may ask for a review within 40 working days.
We are neither able to confirm nor to deny that such a report was written.
Were such a file to exist, its release would endanger its subject.
An answer either way would show where our interests lie.
To say that there is no record would be as harmful as to say that there is one.
Nothing in this letter should be read as telling you that information is or is not held.
The exemption lifts our duty to say whether the information is held.
We would give the same answer whether or not we held anything.
Should information of this description be held, it would be personal data.
Some requesters would draw their own conclusions from a denial.
Offenders who learn that a force holds no intelligence on them can act freely.
It is for this reason that we give no answer of either kind.
The Act recognises that the mere fact of holding information can be sensitive.
A person who reports a crime expects us to keep that to ourselves.
If a search had been made, saying so would reveal an interest.
We have taken account of the Commissioner's guidance.
We have weighed the arguments on both sides and find that secrecy prevails.
We considered the case for openness with care.
We have decided to rely on section 31(3).
We rely on section 40(5B)(a)(i) of the Act.
Your request was received on 2 March 2026.
Your letter was passed to the team that deals with requests.
I am replying to your request for information about Mr Crabbe.
You asked for any emails between the force and the council.
You asked us to confirm whether an investigation took place.
We understand that you will be disappointed.
We publish statistics on the use of these powers each year.
The public already knows that the police use covert methods.
It is widely known that the police use informants.
There is a strong public interest in the safety of officers.
There is always some interest in how money is spent.
The Investigatory Powers Commissioner inspects our work every year.
Complaints about officers are handled by the Professional Standards Department.
The courts have held that a consistent reply is needed.
The Tribunal held in an earlier case that NCND was proper.
Such cases are held in private.
We are committed to openness wherever that is possible.
We do not comment on matters of national security.
No conclusion should be drawn from our reliance on this provision.
We cannot answer your question without revealing what the law protects.
Either answer would tell the person whether we know of him.
To know that we have a file would let the person destroy evidence.
Criminals would know that we have no record of them.
Confirmation that the council had received a complaint would identify its maker.
A denial that a report exists would suggest that another one is real.
This applies to every request of this type that we receive.
It follows that we must treat all such requests alike.
Please let us know if you want this letter in another form.
We hope that this explains our position.
Our reasons are set out below.
We have not considered whether the information would be exempt if held.
Even if information were held, we would expect it to be exempt.
The question is whether a living person could be identified.
People expect that we will not tell others whether they have contacted us.
If the Trust held a record of this kind, it would be a record about a patient.
Information about a person's health, if it existed, would be special category data.
We hold ourselves to a high standard.
The office holder is accountable to Parliament.
Household names are no exception.
Our duty under section 1(1)(a) is to tell you whether we hold what you describe.
The force is mindful of its duty to be open.
Nid ydym yn cadarnhau nac yn gwadu bod y ffeil yn bodoli.
Pe bai gwybodaeth yn cael ei dal, byddai'n ddata personol.
Each request of this kind receives the same reply.
The answer would be the same for any named person.
Whether or not we have used such equipment is something we never discuss.
It would not be fair to tell the world that a person had been arrested.
People who are investigated have a right to privacy.
Any reply but this one would tell you something.
We appreciate that you have a strong interest in the matter.
Thank you for your patience while we considered your request.
This is not a decision that we took lightly.
We considered section 2(1) and where the balance lies.
Those who plan crime study replies of this kind.
A pattern of replies could be pieced together.
That would put the safety of officers at risk.
If we were to say that we had no file, that would be telling in another case.
Our usual practice is to decline to answer either way.
For the avoidance of doubt, this tells you nothing about what we hold.
We set out below the law that we applied.
The rest of your request is answered under question 2.
You may wish to look at the annual report of the Commissioner.
The Act does not require us to answer such a question.
We had regard to the code of practice.
Parliament made this exclusion for that very purpose.
The public interest is best served by this reply.
You may complain if you think that we are wrong.
We are sorry for the delay.
I attach no blame to anyone for the delay.
A requester might infer from a plain no that the coast is clear.
The information would be of great value to a hostile state.
It is a long-standing policy of this force.
Knowing whether a complaint was made would affect the person concerned.
The existence or otherwise of such a file is itself sensitive.
We can neither confirm nor deny that we hold the information you have asked for.
This letter is our refusal notice.
By virtue of section 31(3) we do not have to say whether we hold this information.
In this case the harm would come from the reply and not from the information.
To confirm would show that the police have an interest in the address.
To deny would show that they have none.
The effect of many such replies would be to map our interests.
The harm to the individual would be real and lasting.
Factors for confirming: openness about the use of powers.
Factors against: the safety of those who help the police.
We accept that there is a legitimate interest in openness.
We do not believe that this interest needs a reply either way.
Disclosure to you is disclosure to the world.
The Council takes this duty seriously.
We recognise that this reply may frustrate you.
The use of covert methods is regulated by law.
The Regulation of Investigatory Powers Act 2000 sets out when they may be used.
The individual would have no expectation that we would make this public.
It would breach the first data protection principle.
This reply is not an indication that the information exists.
A consistent reply protects everyone.
The public interest in this case lies in saying nothing.
Nothing turns on who you are or why you ask.
We publish our policy on such replies on our website.
If you write again with a different question, we will gladly help.
""".strip().splitlines()

DESCRIBING = """
The report which we prepared in May names two informants.
The list that our officers keep is of great value to criminals.
The file contains the names of children.
Our report shows where the cameras are.
It names two informants.
The minutes record what was agreed.
The document is sensitive.
The information is exempt under section 31.
He was interviewed twice.
The photographs that we took show the house.
The memo was written by a junior officer.
We have decided not to release the report that you ask for.
The transcript cannot be disclosed because it names a child.
I regret that we cannot share the footage with you.
The report in question is marked secret.
The letter was sent to us on 4 May.
It is our policy not to release such files, and this file is no exception.
The report was commissioned by the Chief Executive.
This investigation is still live, so the statements cannot be released.
Releasing the list we have would put people in danger.
The names on the list are those of undercover officers.
The document contains details of our tactics.
The police visited the address on two occasions.
Disclosure of the report would harm the officers it names.
The harm lies in the fact that the report identifies sources.
The contract was terminated in June.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", CONFIRMING)
def test_a_sentence_that_shows_what_is_held_is_caught(sentence):
    text = f"Thank you for writing to us. {sentence} You may ask for a review."

    passages = confirmations_in(text)

    assert [passage.text for passage in passages] == [sentence]
    assert text[passages[0].start : passages[0].end] == sentence


@pytest.mark.parametrize("sentence", OPEN)
def test_a_sentence_that_leaves_it_open_is_not(sentence):
    text = f"Thank you for writing to us. {sentence} Yours sincerely"

    assert list(telling_in(text)) == []


@pytest.mark.parametrize("sentence", DESCRIBING)
def test_a_sentence_that_describes_what_may_be_held_is_left_to_a_person(sentence):
    told = [(passage.text, confirms) for passage, confirms in telling_in(sentence)]

    assert told == [(sentence, False)]


def test_a_line_of_its_own_is_a_sentence_of_its_own():
    text = "Whether we hold it is not for us to say\nWe hold two files\nYours"

    assert [one.text for one in confirmations_in(text)] == ["We hold two files"]


def test_a_sentence_wrapped_by_a_program_is_still_one():
    text = "We can confirm that we\nhold the file."

    assert [one.text for one in confirmations_in(text)] == [text]


@given(st.text(max_size=300))
def test_passages_lie_within_any_text(text):
    for passage, _ in telling_in(text):
        assert 0 <= passage.start < passage.end <= len(text)
