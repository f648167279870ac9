"""A letter can be posted to an address, or the officer is told why not."""

import pytest

from requests_app.forms.postal_address import as_posted, is_postcode, why_not_posted

GOOD = "Alex Requester\n12 Example Street\nLS2 2BB"


@pytest.mark.parametrize(
    "postcode",
    [
        "SW1A 1AA",
        "m1 1ae",
        "B33 8TH",
        "CR2 6XH",
        "DN551PT",
        "W1A 0AX",
        "GIR 0AA",
        "IM1 1AD",
        "JE2 3AB",
        "GY1 1AA",
        "BT7 1NN",
        "BF1 2AT",
        "ZE1 0AA",
    ],
)
def test_a_real_postcode_is_known(postcode):
    assert is_postcode(postcode)


@pytest.mark.parametrize(
    "postcode",
    ["MT2 2BB", "AA1 1AA", "SW1A 1AC", "SW1A 1VA", "SW1A", "1AA SW1", "LS22 22BB", ""],
)
def test_a_postcode_that_cannot_exist_is_known(postcode):
    assert not is_postcode(postcode)


@pytest.mark.parametrize(
    "address",
    [
        GOOD,
        GOOD.replace("\n", ",\n\n") + " ,",
        f"{GOOD}\nUnited Kingdom",
        f"{GOOD}\nEngland\nUK",
        "Alex Requester\n12 Rue Exemple\n75001 Paris\nFrance",
        "Alex Requester\n12 Main Street\nDublin 2\nRepublic of Ireland",
        "Cpl A Requester\nMess Hall\nBFPO 58",
        "Cpl A Requester\nMess Hall\nBF1 2AT\nBFPO 58",
        "\n".join([*"abcdef", "LS2 2BB"]),
        "Kaffe Nfaly\nThe Old Rectory (rear)\nNFA House\nFellside\nLA9 4AB",
    ],
)
def test_a_letter_can_be_posted_to_these(address):
    assert why_not_posted(address) == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "too few lines"),
        ("Alex Requester\nLS2 2BB", "too few lines"),
        ("\n".join([*"abcdefg", "LS2 2BB"]), "fills 8 lines, and 7 fit"),
        (f"{'Long name ' * 6}\nRow\n{'x ' * 80}\n{GOOD}", "and 7 fit"),
        ("Alex Requester\n12 Example Street\nMidtown", "must be its postcode"),
        ("Alex Requester\n12 Example Street\nMT2 2BB", "it is “MT2 2BB”"),
        (f"{GOOD}\nalex@requester.example", "must be its postcode"),
        ("Alex\n--\nLS2 2BB", "need a letter or a number"),
        ("Alex\nNFA\nLS2 2BB", "no address for a letter"),
        ("Alex\nOf no fixed Address\nLS2 2BB", "no address for a letter"),
        ("Cpl A\nMess Hall\nBFPO 58\nGermany", "names no country"),
        *((f"Alex\n{first}Row\nLS2 2BB", "begins with") for first in '@()=[]"\\/<>~'),
        ("Alex\n,Row\nLS2 2BB", "begins with ,"),
    ],
)
def test_a_letter_cannot_be_posted_to_these(address, says):
    assert any(says in reason for reason in why_not_posted(address))


@pytest.mark.parametrize(
    ("typed", "posted"),
    [
        ("1 Row\nLeeds LS1 4AP", "1 Row\nLeeds\nLS1 4AP"),
        ("1 Row,\n\nLeeds, LS14AP", "1 Row\nLeeds\nLS14AP"),
        ("1 Row, Leeds, ls1 4ap", "1 Row, Leeds\nls1 4ap"),
        ("1 Row\nLeeds LS1 4AP, UK", "1 Row\nLeeds\nLS1 4AP"),
        ("1 Row\nLeeds LS1 4AP\nUnited Kingdom", "1 Row\nLeeds\nLS1 4AP"),
        ("Flat 2 GIR 0AA", "Flat 2\nGIR 0AA"),
    ],
)
def test_a_postcode_after_the_town_gets_a_line_of_its_own(typed, posted):
    assert as_posted(typed) == posted
    assert why_not_posted(as_posted(f"Alex Requester\n{typed}")) == []


@pytest.mark.parametrize(
    "address",
    [
        GOOD,
        "",
        "UK",
        "LS1 4AP",
        "1 Row\nMidtown",
        "1 Row\nSydney, New South Wales",
        "1 Row\n75001 Paris\nFrance",
        "Mess Hall\nBFPO 58",
    ],
)
def test_every_other_address_stays_as_it_is(address):
    assert as_posted(address) == address
