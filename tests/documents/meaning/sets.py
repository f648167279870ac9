"""Sets of questions on which finding them again is measured."""

from pathlib import Path

from tests.documents.requests.notation import manners, read

_LINES = Path(__file__).with_name("asked_again.txt").read_text("utf-8").splitlines()
PAIRS = [tuple(line.split(" | ")) for line in _LINES if not line.startswith("#")]
LIBRARY = [earlier for earlier, _ in PAIRS]
AGAIN = [again for _, again in PAIRS]

ASKS = [
    "How many fixed penalty notices were issued {} in {} by {}?",
    "{1}: what did {2} spend on agency nurses {0}?",
    "Please list the complaints {2} received about buses in {1} {0}.",
]
PERIODS = [
    ("in 2023", "in 2024", ("2023", "2024")),
    ("in 2022/23", "in 2023/24", ("2022/23", "2023/24")),
    ("in the financial year 2022-2023", "in FY 2021/22", ("2022-2023", "2021/22")),
    ("since January 2021", "since January 2022", ("2021", "2022")),
    ("in March 2023", "in April 2023", ("March", "April")),
    ("between 2019 and 2022", "between 2020 and 2022", ("2019", "2020")),
    ("over the last three years", "over the last 5 years", ("three", "5")),
    ("on 1 April 2023", "on 01/04/2024", ("2023", "2024")),
    ("in Q1 2023", "in Q2 2023", ("Q1", "Q2")),
    ("in 2020, 2021 and 2022", "in 2023, 2021 and 2022", ("2020", "2023")),
]
PLACES = [
    ("Leeds", "Bradford"),
    ("Stoke-on-Trent", "Newcastle upon Tyne"),
    ("Station Road", "Mill Lane"),
    ("Little Mereham", "Upper Tolling"),
    ("Junction 14", "Euston station"),
    ("A303", "M25"),
    ("Whitby", "Heathrow Airport"),
    ("leeds", "kingston upon hull"),
]
AUTHORITIES = [
    ("West Yorkshire Police", "Kent Police"),
    ("Harbourton Borough Council", "Mereford District Council"),
    ("the Department for Transport", "the Department for Education"),
    ("Marsh Vale NHS Foundation Trust", "Eastfold Hospitals NHS Trust"),
    ("DVLA", "HMRC"),
    ("Transport for London", "the Environment Agency"),
    ("Police Scotland", "Natural England"),
    ("Crown Prosecution Service", "the Cabinet Office"),
    ("Avon and Somerset Constabulary", "East Kent Hospitals NHS Foundation Trust"),
    ("Police and Crime Commissioner for Kent", "the University of Mereham"),
    ("the University of Tolling", "the University of Mereham"),
]
# What differs is marked with both: earlier question, question now, both marks.
PLANTED = [
    (ask.format(*earlier), ask.format(*now), *marks)
    for ask in ASKS
    for earlier, now, marks in [
        *(
            ((old, "Leeds", "Kent Police"), (new, "Leeds", "Kent Police"), marks)
            for old, new, marks in PERIODS
        ),
        *(
            (
                ("in 2023", old, "Kent Police"),
                ("in 2023", new, "Kent Police"),
                (old, new),
            )
            for old, new in PLACES
        ),
        *(
            (
                ("in 2023", "Leeds", old),
                ("in 2023", "Leeds", new),
                (old.removeprefix("the "), new.removeprefix("the ")),
            )
            for old, new in AUTHORITIES
        ),
    ]
]


def is_marked(differs: list[str], old: str, new: str) -> bool:
    """Return whether a difference names both values, the earlier first."""
    pairs = [one.partition(" → ") for one in differs]
    return any(old in earlier and new in now for earlier, _, now in pairs)


def others() -> list[str]:
    """Return the questions of the tests of reading requests, to stand beside these."""
    found: list[str] = []
    for tagged in [*manners(held_out=False).values(), *manners(held_out=True).values()]:
        _, tree = read(tagged)
        nodes = [(node, "") for node in tree["questions"]]
        while nodes:
            node, above = nodes.pop()
            nodes += [(child, f"{above} {node['text']}") for child in node["children"]]
            if "kind" not in node:
                words = f"{above} {node['text']} {node['after']}"
                found.append(" ".join(words.split()))
    return list(dict.fromkeys(filter(None, found)))
