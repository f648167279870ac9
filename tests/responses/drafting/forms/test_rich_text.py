import pytest
from django import forms

from responses.drafting.forms.rich_text import RichTextField


class TextForm(forms.Form):
    text = RichTextField(label="Answer")


def test_the_box_shows_plain_words_and_carries_the_html():
    shown = str(
        TextForm(initial={"text": "<p>a &amp; b</p><ul><li>c</li></ul>"})["text"]
    )

    assert "a &amp; b\n\n- c</textarea>" in shown
    assert 'data-html="&lt;p&gt;a &amp;amp; b&lt;/p&gt;' in shown
    assert 'name="text-format" value="plain"' in " ".join(shown.split())
    assert "<noscript>" not in shown


def test_hostile_html_is_clean_before_the_editor_sees_it():
    shown = str(
        TextForm(initial={"text": "<p onclick=x>a</p><script>b</script>"})["text"]
    )

    assert "onclick" not in shown
    assert "script" not in shown


def test_a_box_that_cannot_show_the_formatting_says_so():
    assert "<noscript>" in str(TextForm(initial={"text": "<p><b>a</b></p>"})["text"])


@pytest.mark.parametrize(
    ("data", "html"),
    [
        ({"text": "<p>a</p>", "text-format": "html"}, "<p>a</p>"),
        ({"text": "<p>a</p>", "text-format": "plain"}, "<p>&lt;p&gt;a&lt;/p&gt;</p>"),
        ({"text": "a\r\n\r\nb"}, "<p>a</p><p>b</p>"),
        ({}, ""),
    ],
)
def test_what_comes_back_is_html(data, html):
    form = TextForm(data)

    assert form.is_valid()
    assert form.cleaned_data["text"] == html


def test_what_was_typed_is_shown_again_after_a_refusal():
    form = TextForm({"text": "<p>typed</p>", "text-format": "html"})

    assert "typed</textarea>" in str(form["text"])
