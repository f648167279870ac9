import pytest
from django.urls import reverse
from django.utils.http import urlencode

from requests_app.models import FOIRequest
from responses.drafting.citations import LimbNotChosen, citable
from responses.drafting.forms.citations import CiteExemptionForm
from responses.drafting.recorded_citations import fingerprint
from responses.drafting.views.citations import provisions_for
from responses.models import Citation
from statute.exemptions import PROVISIONS
from statute.facts import FACTS
from statute.regimes import Regime
from tests.factories import AnswerFactory, CitationFactory, FOIRequestFactory

CRIME = "FOIA 31(1)(a)"


@pytest.fixture
def answer(foi_request, questions):
    return AnswerFactory(foi_request=foi_request, to=[questions["1(b)"]])


@pytest.fixture
def cite_url(at, questions):
    def cite_url(**asked):
        return f"{at('cite-exemption', questions['1(b)'].pk)}?{urlencode(asked)}"

    return cite_url


NOT_ITS_LAW = "not the law of this request"

# --- Finding ------------------------------------------------------------------------


def found(drafter, **asked):
    answer = drafter.get(reverse("find-provisions"), {"regime": "FOIA", **asked})
    return [provision["key"] for provision in answer.json()["provisions"]]


def test_a_provision_is_found_by_part_of_its_number_or_title(drafter):
    assert found(drafter, q="31(1)(a")[0] == CRIME
    assert CRIME in found(drafter, q="law enf")
    assert found(drafter, q="  ") == []


def test_the_requests_own_law_comes_first_and_scotlands_never(drafter):
    assert found(drafter, q="12(5)(e)", regime="FOIA") == ["EIR 12(5)(e)"]
    keys = found(drafter, q="personal", regime="EIR")
    assert keys[0].startswith("EIR ")
    assert not [key for key in keys if key.startswith(("FOISA", "EISR"))]


def test_a_provision_of_the_other_law_says_that_it_is_none_of_this_request(
    drafter, cite_url
):
    asked = {"q": "personal", "regime": "FOIA"}
    answer = drafter.get(reverse("find-provisions"), asked).json()
    kinds = {one["key"]: one["kind"] for one in answer["provisions"]}

    others = {key for key in kinds if key.startswith("EIR")}
    told = {key for key, kind in kinds.items() if kind.endswith(NOT_ITS_LAW)}
    assert told == others
    page = drafter.get(cite_url(q="personal")).content.decode()
    assert page.count(NOT_ITS_LAW) == len(others) > 0


def test_a_law_that_is_none_is_refused(drafter):
    answer = drafter.get(reverse("find-provisions"), {"q": "31", "regime": "SAR"})

    assert answer.status_code == 400


def test_finding_provisions_is_for_who_drafts(client, approver):
    client.force_login(approver)

    assert client.get(reverse("find-provisions")).status_code == 403


def test_without_scripts_a_page_lists_what_may_be_meant(drafter, cite_url, answer):
    answer.citations.create(provision_key="FOIA 40(1)")

    page = drafter.get(cite_url(q="personal"))

    assert "Section 40(1) FOIA" in page.text
    assert "Already cited" in page.text
    assert "provision=FOIA%2040%282%29%20by%20virtue" in page.text


def test_the_only_match_is_taken_at_once(drafter, cite_url):
    page = drafter.get(cite_url(q="31(1)(a)"), follow=True)

    assert page.redirect_chain
    assert page.context["provision"].key == CRIME


def test_nothing_found_says_so(drafter, cite_url):
    page = drafter.get(cite_url(q="zebra crossing"))

    assert "No provision of this law has that number or title" in page.text


# --- Citing -------------------------------------------------------------------------


def test_what_the_law_asks_of_a_provision_is_asked(drafter, cite_url):
    qualified = drafter.get(cite_url(provision=CRIME)).context["form"]
    absolute = drafter.get(cite_url(provision="FOIA 23(1)")).context["form"]

    cut_down = {"cut_down_why", "cut_down_by"}
    assert set(qualified.fields) == cut_down | {
        "why_applies",
        "harm",
        "likelihood",
        "factors_for",
        "factors_against",
        "balance",
    }
    assert set(absolute.fields) == cut_down | {"why_applies", "in_the_alternative"}


def test_a_number_with_limbs_offers_them_the_usual_one_first(drafter, cite_url):
    page = drafter.get(cite_url(provision="FOIA 40(2)"))

    assert "Choose the limb of Section 40(2)" in page.text
    assert page.text.index("40(3A)(a)") < page.text.index("40(3B)")
    assert "nearly always this one" in page.text
    assert page.context["form"] is None


def test_a_number_with_limbs_cannot_be_posted(drafter, cite_url):
    page = drafter.post(cite_url(provision="FOIA 40(2)"), {"why_applies": "x"})

    assert page.status_code == 200
    assert not Citation.objects.exists()


def test_typing_the_number_offers_the_usual_limb_first(drafter):
    url = reverse("find-provisions")
    found = drafter.get(url, {"q": "40(2)", "regime": "FOIA"}).json()["provisions"]

    assert found[0]["key"] == "FOIA 40(2) by virtue of 40(3A)(a)"
    assert "FOIA 40(2)" not in [one["key"] for one in found]


def test_a_purpose_is_chosen_with_its_exemption_and_never_found_alone(drafter):
    url = reverse("find-provisions")
    found = drafter.get(url, {"q": "31(2)", "regime": "FOIA"}).json()["provisions"]

    assert not found


def test_reasons_of_another_answer_are_offered_and_used(
    drafter, cite_url, questions, foi_request
):
    first = CitationFactory(
        answer__foi_request=foi_request,
        answer__to=[questions["1(c)"]],
        provision_key="FOIA 43(2)",
        harm="Much.",
    )
    url = cite_url(provision="FOIA 43(2)")
    assert "Use the reasons of question 1(c)" in drafter.get(url).text

    drafter.post(url, {"same_as": str(first.pk)})

    assert Citation.objects.exclude(pk=first.pk).get().same_as == first


def test_what_is_wrong_in_a_fact_is_said_and_nothing_typed_is_lost(drafter, cite_url):
    page = drafter.post(
        cite_url(provision="FOIA 12(1)"),
        {"hours_locating": "many", "estimate_method": "We counted a month."},
    )

    assert "Enter the hours as a number, such as 18.5" in page.text
    assert "We counted a month." in page.text
    assert not Citation.objects.exists()


def test_a_provision_is_cited_and_the_answer_comes_back(
    drafter, cite_url, at, answer, questions
):
    said = {"why_applies": "It would.", "harm": "Much.\r\nAnd more."}

    page = drafter.post(cite_url(provision=CRIME), said, follow=True)

    citation = answer.citations.get()
    assert (citation.why_applies, citation.harm) == ("It would.", "Much.\nAnd more.")
    assert "Section 31(1)(a) cited for Question 1(b)." in page.text
    answer_url = at("answer-question", questions["1(b)"].pk)
    assert page.redirect_chain[-1][0] == f"{answer_url}#rests-on"


def test_a_citation_saved_without_its_reasons_says_what_is_missing(
    drafter, cite_url, change_url, citation
):
    # The citation of the fixture is the one changed; another is added.
    added = drafter.post(cite_url(provision="FOIA 43(2)"), {}, follow=True)
    changed = drafter.post(change_url, {"seen": fingerprint(citation)}, follow=True)

    for page in (added, changed):
        (message,) = page.context["messages"]
        assert message.level_tag == "info"
        assert "Still to do: say why section" in str(message)
        assert "govuk-notification-banner--success" not in page.text


def test_a_provision_cited_already_is_refused_with_what_was_typed(
    drafter, cite_url, answer
):
    answer.citations.create(provision_key=CRIME, harm="Theirs.")

    page = drafter.post(cite_url(provision=CRIME), {"harm": "Mine."})

    assert "is cited for this answer already" in page.text
    assert "Mine." in page.text


@pytest.mark.parametrize("key", ["FOIA 99", "FOISA 30(c)", ""])
def test_a_provision_that_cannot_be_cited_leads_back_to_the_search(
    drafter, cite_url, key
):
    page = drafter.post(cite_url(provision=key), {"why_applies": "x"})

    assert page.context["form"] is None
    assert "Part of its number or title" in page.text


# --- Changing and removing ----------------------------------------------------------


@pytest.fixture
def citation(answer):
    return answer.citations.create(provision_key=CRIME, harm="Much.")


@pytest.fixture
def change_url(at, questions, citation):
    return at("change-citation", questions["1(b)"].pk, citation.pk)


def test_a_citation_is_changed(drafter, change_url, citation):
    posted = {"seen": fingerprint(citation), "harm": "More."}

    page = drafter.post(change_url, posted, follow=True)

    citation.refresh_from_db()
    assert citation.harm == "More."
    assert "Section 31(1)(a) saved." in page.text


def test_a_citation_somebody_changed_shows_both_texts(drafter, change_url, citation):
    seen = fingerprint(citation)
    Citation.objects.update(harm="Theirs.")

    page = drafter.post(change_url, {"seen": seen, "harm": "Mine."})

    assert page.status_code == 409
    assert "Another user changed this citation" in page.text
    assert "Theirs." in page.text
    assert page.context["form"]["harm"].value() == "Mine."

    again = page.context["form"]["seen"].value()
    drafter.post(change_url, {"seen": again, "harm": "Mine."})

    assert Citation.objects.get().harm == "Mine."


def test_a_citation_is_removed_once(drafter, at, questions, citation):
    url = at("remove-citation", questions["1(b)"].pk, citation.pk)

    first = drafter.post(url, follow=True)
    second = drafter.post(url, follow=True)

    assert "is no longer cited for Question 1(b)" in first.text
    assert "has been removed already" in second.text
    assert not Citation.objects.exists()


def test_a_citation_of_another_question_is_not_there(drafter, at, questions, citation):
    url = at("change-citation", questions["2"].pk, citation.pk)

    assert drafter.get(url).status_code == 404


def test_nothing_is_changed_once_the_draft_is_closed(
    drafter, at, cite_url, change_url, citation, questions
):
    FOIRequest.objects.update(state="clearance")
    seen = fingerprint(citation)

    changed = drafter.post(change_url, {"seen": seen, "harm": "x"})
    cited = drafter.post(cite_url(provision="FOIA 43(2)"), {"why_applies": "x"})
    url = at("remove-citation", questions["1(b)"].pk, citation.pk)
    removed = drafter.post(url, follow=True)

    for page in (changed, cited, removed):
        assert "The response can be changed only while" in page.text
    assert Citation.objects.get().harm == "Much."


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda one: one.key)
def test_only_what_a_provision_rests_on_is_asked_for(provision):
    form = CiteExemptionForm(provision=provision)

    assert set(FACTS) & set(form.fields) == set(provision.asks)
    assert all(form.fields[name].label for name in provision.asks)
    assert not any(form.fields[name].required for name in provision.asks)


UMBRELLAS = [one for one in PROVISIONS.values() if one.is_umbrella]


@pytest.mark.parametrize("umbrella", UMBRELLAS, ids=lambda one: one.key)
def test_of_every_number_with_limbs_the_usual_limb_comes_first(umbrella):
    usual, *others = umbrella.limbs

    for typed in (umbrella.section, umbrella.citation, umbrella.short_citation):
        found = provisions_for(typed, umbrella.regime)
        assert found[0] == usual, typed
        assert umbrella not in found
    assert not [one for one in others if "nearly always" in one.choose_when]


@pytest.mark.parametrize("umbrella", UMBRELLAS, ids=lambda one: one.key)
def test_no_number_with_limbs_can_be_cited(umbrella, db):
    foi_request = FOIRequestFactory.build(regime=umbrella.regime)

    with pytest.raises(LimbNotChosen):
        citable(umbrella.key, foi_request)


@pytest.mark.parametrize(
    ("typed", "regime", "first"),
    [
        ("13", Regime.EIR, "EIR 13(1) by virtue of 13(2A)(a)"),
        ("13(1)", Regime.EIR, "EIR 13(1) by virtue of 13(2A)(a)"),
        ("11", Regime.EISR, "EISR 11(1)"),
        ("40(3A)", Regime.FOIA, "FOIA 40(2) by virtue of 40(3A)(a)"),
        ("31", Regime.FOIA, "FOIA 31(1)(a)"),
        ("24", Regime.FOIA, "FOIA 24(1)"),
        ("31(3)", Regime.FOIA, "FOIA 31(3)"),
    ],
)
def test_what_leaves_open_what_is_held_comes_after_what_withholds(typed, regime, first):
    assert provisions_for(typed, regime)[0].key == first
