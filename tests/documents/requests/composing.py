"""Compose requests with their trees from sentences of many manners.

The trees are written into the text as tags: see `notation.py`.
"""

import random
import re
import string
import textwrap
import tomllib
from collections.abc import Sequence
from pathlib import Path

Pool = dict[str, list[str]]
_FRAGMENTS = Path(__file__).with_name("fragments.toml")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NUMBERS = ("1.", "1)", "(1)", "1", "Q1", "Q1.", "Q1:", "Question 1:", "1 -")
_LETTERS = ("a)", "(a)", "a.", "A.", "A)", "i.", "(i)", "ii)")
_BULLETS = ("-", "•", "*", "–", "○", "·")


def fragments() -> Pool:
    """Return the sentences by what they do."""
    read = tomllib.loads(_FRAGMENTS.read_text("utf-8"))
    return {name: text.strip().split("\n") for name, text in read.items()}


def marks(style: str, count: int) -> list[str]:
    """Return the first marks of a list."""
    if style in _BULLETS:
        return [style] * count
    core = style.strip("().:- ")
    if core[-1:].isdigit():
        return [style.replace("1", str(n + 1)) for n in range(count)]
    if core in ("i", "ii"):
        return [style.replace(core, _ROMAN[n % 10]) for n in range(count)]
    letters = string.ascii_uppercase if core.isupper() else string.ascii_lowercase
    return [style.replace(core, letters[n % 26]) for n in range(count)]


class Composer:
    """Compose requests from a pool of sentences."""

    def __init__(self, pool: Pool, seed: int) -> None:
        self.pool = pool
        self.rng = random.Random(seed)  # noqa: S311

    def some(self, kind: str, count: int) -> list[str]:
        """Return some different sentences of a kind."""
        return self.rng.sample(self.pool[kind], min(count, len(self.pool[kind])))

    def one(self, kind: str) -> str:
        """Return a sentence of a kind."""
        return self.rng.choice(self.pool[kind])

    def chance(self, share: float) -> bool:
        """Whether something that happens in this share of requests happens now."""
        return self.rng.random() < share

    def composed(self) -> str:
        """Return a request with tags."""
        self.gap = "\n\n" if self.chance(0.6) else "\n"
        if self.chance(0.07):
            return self._in_one_paragraph()
        body = self.rng.choices(
            (
                self._single,
                self._paragraphs,
                self._listed,
                self._parent,
                self._headed,
            ),
            (0.15, 0.25, 0.35, 0.13, 0.12),
        )[0]
        head = self._head()
        middle = body()
        if self.chance(0.05):
            return self._form()
        if self.chance(0.04):
            head = [*self._quoted_mail(), *head]
        tail = self._tail()
        if "{c}" in middle[-1][1] and tail:
            tail[0] = (tail[0][0], tail[0][1].removeprefix("{c}"))
        blocks = [*head, *middle, *tail]
        text = ""
        for sep, block in blocks:
            text += (sep if text else "") + block
        return text

    def _form(self) -> str:
        """Return a request as a form on a website sends it."""
        first = ["Title: Mx", "First name: Robin", "Surname: Hale", "Name: Robin Hale"]
        first += ["Email: robin@mail.example", "Email address: robin@mail.example"]
        first += ["Telephone: 01632 960111", "Organisation: none", "Subject: Kennels"]
        first += ["New request received through the website", "Date: 03/04/2023"]
        last = ["How would you like to receive it? Email", "Submitted on 4 May 2023"]
        last += ["Preferred format: email", "Do you agree to our terms? Yes"]
        last += ["Are you a journalist? No", "I have read the notice: Yes"]
        lines = self.rng.sample(first, self.rng.randint(1, 5))
        title = self.rng.choice(
            (
                "Your request:",
                "Details of request:",
                "Information requested:",
                "Request:",
            )
        )
        asks = self.some("asks", self.rng.randint(1, 4))
        if self.chance(0.5):
            lines.append(title)
            numbers = marks(self.rng.choice(_NUMBERS), len(asks))
            pairs = zip(numbers, asks, strict=True)
            lines += [f"{{1|{number}}} {ask}" for number, ask in pairs]
        else:
            lines.append(f"{title}\n{{1}}{asks[0]}")
        ends = self.rng.sample(last, self.rng.randint(0, 3))
        return "\n".join([*lines, *(["{c}" + "\n".join(ends)] if ends else [])])

    def _quoted_mail(self) -> list[tuple[str, str]]:
        """Return an earlier message of the authority, quoted above the request."""
        words = [
            "On 3 March the team wrote:",
            "Which years do you mean?",
            "Please could you clarify your request?",
            "Thank you for your e-mail.",
            "Could you tell us which site this is about?",
        ]
        lines = [words[0], *self.rng.sample(words[1:], self.rng.randint(1, 3))]
        return [("\n", f"> {line}") for line in lines]

    def _in_one_paragraph(self) -> str:
        asks = [self._ask() for _ in range(self.rng.randint(1, 3))]
        parts = [
            self.one("greetings"),
            *self.some("introductions", self.rng.randint(0, 2)),
        ]
        parts += ["{1}" + ask for ask in asks]
        parts += ["{c}" + self.one("closings"), self.one("farewells")]
        return " ".join(_ended(part) for part in parts)

    def _paragraphed(self, sentences: Sequence[str]) -> list[tuple[str, str]]:
        """Return sentences as one paragraph or as several."""
        blocks: list[tuple[str, str]] = []
        for sentence in sentences:
            if blocks and self.chance(0.5):
                sep, words = blocks[-1]
                blocks[-1] = (sep, f"{_ended(words)} {sentence}")
            else:
                blocks.append((self.gap, sentence))
        return [(sep, self._wrapped(words)) for sep, words in blocks]

    def _wrapped(self, words: str) -> str:
        return words

    def _head(self) -> list[tuple[str, str]]:
        blocks = []
        if self.chance(0.75):
            blocks.append(("", self.one("greetings")))
        blocks += self._paragraphed(
            self.some("introductions", self.rng.choice((0, 1, 1, 2, 3, 4)))
        )
        if self.chance(0.1):
            blocks.append((self.gap, self.one("fact_titles")))
            facts = self.some("facts", self.rng.randint(2, 5))
            if self.chance(0.8):
                style = self.rng.choice(_NUMBERS[:4] + _LETTERS + _BULLETS)
                numbers = marks(style, len(facts))
                sep = self.rng.choice(("\n", "\n\n"))
                facts = [f"{n} {fact}" for n, fact in zip(numbers, facts, strict=True)]
                blocks += [(sep, fact) for fact in facts]
            else:
                blocks += self._paragraphed(facts)
            blocks.append((self.gap, self.one("question_titles")))
        elif self.chance(0.12):
            blocks.append((self.gap, self.one("question_titles")))
        return blocks

    def _ask(self) -> str:
        """Return a sentence that asks."""
        if self.chance(0.5):
            return self.one("asks")
        words = f"{self.one('openers')} {self.one('objects')}"
        if self.chance(0.6):
            words = f"{words} {self.one('scopes')}".replace(" ,", ",")
        is_open = re.match(r"(?:can|could|may|would|is) ", words.lower())
        return words + (("?" if is_open else ".") if self.chance(0.85) else "")

    def _single(self) -> list[tuple[str, str]]:
        """Return a request for a single thing, with what is said of it."""
        words = self._ask()
        if self.chance(0.3):
            words = f"{self.one('introductions')} {{1}}{words}"
        else:
            words = f"{{1}}{words}"
        if self.chance(0.4):
            words = f"{_ended(words)} {self.one('follow_ups')}"
        if self.chance(0.12):
            words = f"{_ended(words)}{self.gap}{self.one('follow_ups')}"
        blocks = [(self.gap, words)]
        if self.chance(0.5):
            gap = " " if self.chance(0.3) else self.gap
            sep, above = blocks[-1]
            blocks[-1] = (
                sep,
                f"{_ended(above)}{gap}{{c}}{self.one('scoped_closings')}",
            )
        return blocks

    def _asked(self) -> str:
        """Return a question, perhaps followed by more about it."""
        words = self._ask()
        if self.chance(0.25):
            words = f"{_ended(words)} {self.one('follow_ups')}"
        elif self.chance(0.12):
            gap = self.rng.choice(("\n", self.gap))
            words = f"{_ended(words)}{gap}{self.one('follow_ups')}"
        return words

    def _paragraphs(self) -> list[tuple[str, str]]:
        """Return questions without marks."""
        count = self.rng.choice((1, 1, 2, 2, 3, 4, 5))
        blocks = []
        if count > 1 and self.chance(0.4):
            blocks.append((self.gap, self.one("leads")))
        questions = [self._asked() for _ in range(count)]
        if count > 1 and self.chance(0.1):
            order = (
                "Firstly, ",
                "Secondly, ",
                "Thirdly, ",
                "Fourthly, ",
                "And finally, ",
            )
            if self.chance(0.5):
                order = ("First, ", "Second, ", "Third, ", "Next, ", "Lastly, ")
            questions = [
                first + words[0].lower() + words[1:]
                for first, words in zip(order, questions, strict=False)
            ]
        blocks += [(self.gap, "{1}" + words) for words in questions]
        if self.chance(0.06):
            blocks += self._periods()
        if self.chance(0.06):
            blocks += self._table()
        if self.chance(0.05):
            blocks.append((self.gap, "{1}" + self.one("parents").rstrip(":") + ":"))
            blocks += [
                ("\n", "{2}" + option)
                for option in self.some("options", self.rng.randint(2, 4))
            ]
        if self.chance(0.15):
            blocks.append((self.gap, "{1}" + self.one("more_asks")))
        return blocks

    def _periods(self) -> list[tuple[str, str]]:
        """Return a question about several years, listed below it."""
        first = self.rng.randint(2012, 2022)
        form = self.rng.choice(
            ("{0}", "{0}/{1}", "{0} to {1}", "April {0} to March {1}")
        )
        years = [form.format(year, year + 1) for year in range(first, first + 4)]
        mark = self.rng.choice(("-", "•", "*", "", "·"))
        blocks = [(self.gap, "{1}" + self.one("asks").rstrip(".?") + ":")]
        tag = f"{{2f|{mark}}} " if mark else ""
        return blocks + [("\n", tag + year) for year in years]

    def _table(self) -> list[tuple[str, str]]:
        """Return a question with a table to be completed."""
        bar = self.rng.choice((" | ", "\t", "| "))
        heads = self.some("items", 3)
        lead = self.rng.choice(
            ("Please complete this table:", "Please fill in the table below.", "")
        )
        lead = lead or self.one("asks")
        rows = [bar.join(heads)]
        rows += [
            bar.join([str(year), *[" "] * 2]) + bar.strip(" ")
            for year in range(2019, 2022)
        ]
        return [(self.gap, "{1}" + lead), (self.gap, rows[0])] + [
            ("\n", row) for row in rows[1:]
        ]

    def _marked(
        self, depth: int, numbers: Sequence[str], sep: str
    ) -> list[tuple[str, str]]:
        """Return a list of questions, some with parts."""
        blocks: list[tuple[str, str]] = []
        has_remarks = self.chance(0.12)
        indent = self.rng.choice(("", "   "))
        deeper = self.rng.choice(_LETTERS + _BULLETS)
        for number in numbers:
            start = (sep if blocks else "") or sep
            if deeper[:1] != number[:1] and self.chance(0.12):
                blocks.append((start, f"{{{depth}|{number}}} {self.one('parents')}"))
                parts = self.some("items", self.rng.randint(2, 4))
                below = marks(deeper, len(parts))
                blocks += [
                    ("\n", f"{{{depth + 1}|{mark}}} {part}")
                    for mark, part in zip(below, parts, strict=True)
                ]
                if self.chance(0.2):
                    blocks.append(("\n", f"{{a{depth}}}{self.one('wishes')}"))
            else:
                words = self._asked()
                if has_remarks:
                    kind = self.rng.choice(("wishes", "follow_ups"))
                    words += self.gap + indent + self.one(kind)
                blocks.append((start, f"{{{depth}|{number}}} {words}"))
                if self.chance(0.03):
                    blocks.append((self.gap, "{1n}" + self.one("facts")))
        return blocks

    def _listed(self) -> list[tuple[str, str]]:
        """Return questions in a list, and perhaps one below the list."""
        count = self.rng.randint(2, 7)
        style = self.rng.choice(_NUMBERS * 2 + _LETTERS + _BULLETS)
        sep = self.rng.choice(("\n", "\n", "\n\n"))
        blocks = [(self.gap, self.one("leads"))] if self.chance(0.7) else []
        blocks += self._marked(1, marks(style, count), sep)
        if self.chance(0.15):
            extra = self.rng.choice((self.one("more_asks"), self.one("asks")))
            blocks.append(("\n\n", "{1}" + extra))
        return blocks

    def _parent(self) -> list[tuple[str, str]]:
        """Return a question with its parts in a list, and perhaps more questions."""
        blocks = []
        if self.chance(0.3):
            blocks.append((self.gap, "{1}" + self.one("asks")))
        parts = self.some("items", self.rng.randint(2, 5))
        style = self.rng.choice(_NUMBERS[:4] + _LETTERS + _BULLETS)
        blocks.append((self.gap, "{1}" + self.one("parents")))
        blocks += [
            ("\n", f"{{2|{mark}}} {part}")
            for mark, part in zip(marks(style, len(parts)), parts, strict=True)
        ]
        if self.chance(0.4):
            extra = self.rng.choice((self.one("more_asks"), self._asked()))
            blocks.append(("\n\n", "{1}" + extra))
        return blocks

    def _headed(self) -> list[tuple[str, str]]:
        """Return lists under headings."""
        goes_on, at = self.chance(0.4), 0
        style = self.rng.choice(_NUMBERS[:7])
        numbers = marks(style, 40) if self.chance(0.75) else []
        titles = self.some("headings", self.rng.randint(2, 4))
        sep = self.rng.choice(("\n", "\n", "\n\n"))
        if self.chance(0.3):
            return self._numbered_headings(titles, sep)
        rule = self.rng.choice(("", "", "", "---", "─" * 20, "=====", "* * *"))
        blocks = [(self.gap, self.one("leads"))] if self.chance(0.5) else []
        for title in titles:
            count = self.rng.randint(1, 4)
            at = at if goes_on else 0
            above = f"{rule}\n\n" if rule and blocks else ""
            below = f"\n{rule}" if rule[:1] in ("─", "=") else ""
            gap = "\n\n" if self.chance(0.8) else "\n"
            blocks.append((gap, f"{above}{{1h}}{title}{below}"))
            if numbers:
                blocks += self._marked(2, numbers[at : at + count], sep)
            else:
                blocks += [("\n", "{2}" + ask) for ask in self.some("asks", count)]
            at += count
        return blocks

    def _numbered_headings(
        self, titles: Sequence[str], sep: str
    ) -> list[tuple[str, str]]:
        """Return lists under headings with marks of their own."""
        blocks = [(self.gap, self.one("leads"))] if self.chance(0.5) else []
        style = self.rng.choice(
            ("A.", "A)", "1.", "Part A:", "Section 1 -", "(A)", "Part 1 –", "I.")
        )
        letters = style.strip("(). :-–")[-1]
        outer = [
            style.replace(letters, chr(ord(letters) + n)) for n in range(len(titles))
        ]
        if letters == "I":
            outer = ["I.", "II.", "III.", "IV."][: len(titles)]
        inner = self.rng.choice(("path", "1.", "(a)", "1)", "-", "•"))
        if inner[0] == style[0]:
            inner = "path" if style == "1." else "(a)"
        for n, (mark, title) in enumerate(zip(outer, titles, strict=True)):
            title = title.split("- ")[-1] if self.chance(0.5) else title
            blocks.append(
                ("\n\n" if self.chance(0.8) else "\n", f"{{1h|{mark}}} {title}")
            )
            count = self.rng.randint(1, 4)
            if inner == "path":
                numbers = [f"{n + 1}.{m + 1}" for m in range(count)]
            else:
                numbers = marks(inner, count)
            blocks += self._marked(2, numbers, sep)
        return blocks

    def _tail(self) -> list[tuple[str, str]]:
        tail = self._paragraphed(
            self.some("closings", self.rng.choice((0, 1, 1, 2, 3, 4)))
        )
        if self.chance(0.06):
            tail.append(("\n\n", self.one("lists_at_end")))
            mark = self.rng.choice(("", "- ", "• ", "o   ", "* "))
            entries = self.some("entries", self.rng.randint(2, 5))
            tail += [("\n", mark + entry) for entry in entries]
        elif self.chance(0.14):
            tail.append(("\n\n", self.one("appended")))
            entries = self.some(
                self.rng.choice(("entries", "facts")), self.rng.randint(1, 4)
            )
            if self.chance(0.5):
                style = self.rng.choice(_NUMBERS[:4] + _LETTERS[:3] + _BULLETS)
                entries = [
                    f"{mark} {entry}"
                    for mark, entry in zip(
                        marks(style, len(entries)), entries, strict=True
                    )
                ]
            tail += [("\n", entry) for entry in entries]
        if self.chance(0.12):
            tail.append(("\n\n", self.one("footers")))
        if self.chance(0.6):
            tail.append(("\n\n", self.one("farewells")))
            tail.append(("\n", self.one("senders")))
        if tail:
            sep, words = tail[0]
            tail[0] = (sep if self.chance(0.3) else "\n\n", "{c}" + words)
        return tail


def _ended(words: str) -> str:
    """Return words that another sentence may follow."""
    return words if words[-1] in ".?!,:)" else f"{words}."


def wrapped(text: str, width: int) -> str:
    """Return a text as a mail program breaks it."""
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False) if line else line
        for line in text.split("\n")
    )
