"""Text from Word and from web pages becomes plain paragraphs; nothing that people read is lost."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kachehri.domains.reports.rules import pasted
from kachehri.domains.reports.rules.pasted import cleaned
from kachehri.engines.documents.blocks import DocumentProblem
from kachehri.engines.documents.hrefs import absolute

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=EN-US><!--StartFragment-->
<p class=MsoNormal><b>Water</b> in <st1:place w:st="on">Dokri</st1:place> is
<span style='mso-hide:all'>SECRET</span>unsafe.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>\u00b7<span>&nbsp;&nbsp; </span></span><![endif]>First point</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>\u00b7<![endif]>
Second <a href="https://example.org/a">point</a></p><!--EndFragment--></body></html>"""
TAGS = ("p", "b", "script", "style", "div", "span", "a", "li", "ul", "ol", "table", "td", "o:p")
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        [
            "<!--", "-->", "<![if !supportLists]>", "<![endif]>", "<", ">", "&lt;", "&amp;", "&#0;",
            "<p style='display:none'>", '<a href="javascript:x">', '<a href="https://a.b/c">',
            "<img src=x onerror=y>", "\u202e", "\u200b", "\u200c", "\ufeff", "\x00", "\ud800",
            "\u00b7 ", "- ", "1. ", "\n\n", "\r\n", "\t", "[[made-up-census]]", "[x](javascript:y)",
        ]
    ),
    st.text(max_size=8),
)  # fmt: skip


def test_what_word_brings_along_is_dropped_and_named():
    found = cleaned(WORD)
    assert found.text == (
        "Water in Dokri is unsafe.\n\n- First point\n- Second [point](https://example.org/a)"
    )
    assert set(found.dropped) == {pasted.STYLE, pasted.HIDDEN, pasted.MARKUP}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Hello<script>alert(1)</script> there</p>", "Hello there"),
        ("<p>a</p><script>never closed", "a"),
        ("Rain <img src=x onerror=alert(1)> fell", "Rain fell"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<a href=" https://a.org/b ">here</a>', "[here](https://a.org/b)"),
        ('<a href="observations/12/">45 %</a>', "[45 %](observations/12/)"),
        ("<del>old</del><ins>new</ins>", "new"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a \N{MIDDLE DOT} b"),
        ("<p>&lt;script&gt;x&lt;/script&gt;left</p>", "left"),
        ("one<br>two", "one\ntwo"),
        ("<p hidden>not seen</p>seen", "seen"),
        ("\uf0b7 point", "- point"),
        ("a\u202eb\u200bc\u0000d", "abcd"),
    ],
)
def test_markup_of_every_kind(typed, kept):
    assert cleaned(typed).text == kept


@pytest.mark.parametrize(
    "typed",
    [
        "income < 5000 and age > 3",
        "a<b and b>c",
        "see [[made-up-census]], page 3",
        "Rs 5 & more; 3 &lt; 4 as somebody typed it",
        "پاڻي\u200cصاف ڪونهي",
        "First.\n\nSecond, in two\nlines.\n\n- a\n- b",
    ],
)
def test_plain_words_stay_as_they_were_typed(typed):
    assert cleaned(typed) == pasted.Pasted(typed)


@example("[[](https://a.b/c)](https://a.b/c)")
@example("words [](https://a.b/c)")
@example('<a href="https://a.b/c">' * 30)
@example("\u202e\u00b7 -->")
@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_was_cleaned_once_stays_as_it_is_and_holds_no_markup(typed):
    found = cleaned(typed)
    assert cleaned(found.text).text == found.text
    assert not pasted._MARKUP.search(found.text)
    assert "\0" not in found.text
    found.text.encode("utf-8")


@given(
    st.lists(st.from_regex(r"[a-zA-Z\u0627-\u064a]{1,8}", fullmatch=True), min_size=1, max_size=9)
)
def test_no_word_of_a_visible_paragraph_is_lost(words):
    marked = "".join(f"<p class=MsoNormal><b>{word}</b><o:p></o:p></p>" for word in words)
    assert cleaned(marked).text.split() == words


@given(st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=4).map("".join))
def test_a_script_never_leaves_a_word(word):
    script = f"<script type='text/javascript'>var SECRET{word} = '</p>'</script>"
    assert "SECRET" not in cleaned(f"<p>x{script}y</p>").text


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "<a ",
        "<![if ",
        "</",
        "<div>",
        "&",
        "<p title='",
        "<script>",
        "><p",
        "<ul><li>",
        "[[](x)](x) ",
    ],
)
def test_text_that_was_made_to_be_slow_is_read_in_a_moment(unit):
    began = time.process_time()
    cleaned(unit * (pasted.LONGEST // len(unit)))
    assert time.process_time() - began < 5


def test_small_pictures_that_no_font_prints_are_dropped_and_named():
    found = cleaned(
        "Water \U0001f44d\U0001f3fd comes \u26a0\ufe0f late ✓ \U0001f468\u200d\U0001f469"
    )
    assert found == pasted.Pasted("Water comes late ✓", ("a picture",))


def test_a_link_leads_to_a_page_of_the_site_or_to_the_web():
    for good in ("https://a.org/b", "http://a.org", "sources/made-up/", "observations/1/"):
        assert pasted.is_link(good)
    for bad in ("javascript:x", "data:text/html,x", "//a.org", "/etc/passwd", "mailto:a@b.c", ""):
        assert not pasted.is_link(bad)


@pytest.mark.parametrize(
    "href",
    [
        "reports/../../account/", "places/larkana/..", "https://?q", "http://[", "https:///x",
        "http://a\u2100b.example/",
    ],
)  # fmt: skip
def test_what_no_document_can_link_to_is_no_link(href):
    """Else an editor's text would stop every page and file of the report."""
    with pytest.raises((DocumentProblem, ValueError)):
        absolute(href, base_url="", language="en")
    assert not pasted.is_link(href)
