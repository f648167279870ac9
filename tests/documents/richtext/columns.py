"""Columns of tables, and whether they are of figures, by service and editor."""

COLUMNS = [
    (["9", "1,310"], True),
    (["£9.50", "-£1,310.00", "(£20)", "−3", "+4"], True),
    (["12%", "0.5%", ".5"], True),
    (["£1.2m", "£3bn", "40p"], True),
    (["<5", "≥ 10", "~7"], True),
    (["4", "", "–", "n/a", "Nil", "*"], True),
    (["1\u202f310", "12\u00a0400"], True),
    (["2024", "2025"], False),
    (["2024", "12"], True),
    (["", "-"], False),
    ([], False),
    (["9", "nine"], False),
    (["0121 496 0000"], False),
    (["007"], False),
    (["3 May 2025"], False),
    (["12/05/2025"], False),
    (["1.2.3"], False),
    (["12 to 15"], False),
    (["4 cars"], False),
    (["1,31"], False),
]
