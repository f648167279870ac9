from responses.drafting.differences import compare, compare_plain


def shown(passages):
    return "".join(
        f"[{passage.words}]" if passage.is_marked else f"{passage.words}"
        for passage in passages
    )


def test_what_only_one_text_says_is_marked():
    one, other = compare(
        "<p>There are twelve cameras in Derby.</p>",
        "<p>There are <strong>thirteen</strong> cameras in Derby and Leeds.</p>",
    )

    assert shown(one) == "There are[twelve]cameras in[Derby.]"
    assert shown(other) == "There are[thirteen]cameras in[Derby and Leeds.]"


def test_texts_alike_have_no_marks():
    one, other = compare_plain("Twelve.\n\nMore.", "Twelve.\n\nMore.")

    assert one == other
    assert [passage.is_marked for passage in one] == [False]


def test_nothing_beside_something():
    assert compare("", "<p>x</p>")[0] == []


def test_texts_too_long_to_compare_are_shown_whole():
    long = "word " * 10_000

    one, other = compare_plain(long, "x")

    assert (one[0].words, one[0].is_marked) == (long, False)
    assert other[0].words == "x"
