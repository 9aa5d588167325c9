"""The public district: an indicator drawn, subjects, changes, comparison, faults of files."""

import re

import pytest
from django.db import connection
from django.test import Client
from tests import world as worlds
from tests.interfaces.web.conftest import Site

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.models import SHOWN, Observation
from kachehri.domains.evidence.queries import beside
from kachehri.domains.evidence.rules import needs
from kachehri.domains.places import queries as places
from kachehri.interfaces.web import checking
from kachehri.interfaces.web.pages import sectors
from kachehri.packs.pakistan.indicators import INDICATORS


def page(path: str) -> str:
    """What a reader of English gets."""
    answer = Client().get(f"/en/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def said(html: str) -> str:
    """The words of a page, without marks of direction."""
    words = re.sub(r"<[^>]*>", " ", html.partition("<main")[2])
    return re.sub(r"[\u2066-\u2069]", "", re.sub(r"\s+", " ", words))


def test_an_indicator_of_several_years_is_drawn_and_the_title_says_what_happened(
    site: Site,
) -> None:
    html = page("indicators/youth-literacy-15-24/")
    assert "Larkana: from 41.0 % in 2004-05 to 52.0 % in 2014-15." in said(html).replace(
        "\xa0", " "
    )
    drawing = re.findall(r'<svg class="fluid".*?</svg>(?=<figcaption)', html)[0]
    assert 'role="img"' in drawing
    assert "<title id=" in drawing
    assert "<desc id=" in drawing


def test_every_dot_of_a_drawing_stands_in_the_table_behind_it(site: Site) -> None:
    html = page("indicators/youth-literacy-15-24/")
    table = html.partition("Over the years")[2].partition("</table>")[0]
    linked = re.findall(r'href="(/en/observations/[0-9]+/)"', table)
    assert len(linked) == 9
    assert all(Client().get(link).status_code == 200 for link in linked)


def test_the_map_marks_the_lowest_and_the_highest_part_in_its_title(site: Site) -> None:
    html = page("indicators/literacy-10/")
    assert '<svg class="map"' in html
    assert re.search(r"Highest in .*?: 53.0.%. Lowest in .*?: 50.0.%", said(html))


def test_an_indicator_can_be_seen_for_another_place(site: Site) -> None:
    assert "58.0" in page("indicators/literacy-10/?place=sukkur")
    assert Client().get("/en/indicators/literacy-10/?place=nowhere").status_code == 404


def test_a_place_without_a_figure_says_so(site: Site) -> None:
    html = page("indicators/immunised-fully/?place=shikarpur")
    assert "Nobody has published this figure for this place." in html


def test_a_subject_says_what_is_not_published_and_what_would_be_needed(site: Site) -> None:
    html = page("sectors/law/")
    assert "No figure of this subject is published for Larkana." in said(html)
    assert needs.needed("law") in said(html)


def test_every_subject_has_a_page_and_names_what_it_would_need(site: Site) -> None:
    assert set(SECTORS) <= set(needs.NEEDED)
    for code in SECTORS:
        page(f"sectors/{code}/")
    assert Client().get("/en/sectors/no-such/").status_code == 404


def test_better_and_worse_need_the_same_source_and_year(site: Site) -> None:
    worlds.load([worlds.figure("PK7", "literacy-10", 60)])
    assert "Of 1 figure" in said(page("sectors/education/"))
    assert "0 is better in Larkana and 1 worse" in said(page("sectors/education/"))


def test_what_changed_is_said_in_a_word_with_a_shape(site: Site) -> None:
    html = page("places/larkana/changes/?sector=education")
    assert re.search(r'<span class="move [a-z]+">[A-Z]', html)
    assert "41.0" in html
    assert "52.0" in html


def test_one_figure_is_no_change(site: Site) -> None:
    assert "Too little data" in said(page("places/larkana/changes/?sector=water"))


def test_places_are_compared_as_the_reader_chose_them(site: Site) -> None:
    html = page("compare/?place=larkana&place=sukkur&indicator=literacy-10")
    table = html.partition("<tbody")[2]
    assert table.count("<tr") == 1
    assert "50.0" in table
    assert "58.0" in table


def test_comparing_takes_at_most_six_places_and_forgives_nonsense(site: Site) -> None:
    many = "&".join(f"place={one.key}" for one in places.tree()[:9])
    assert page(f"compare/?{many}").count('scope="col"') == 7
    page("compare/?place=&place=nowhere&sector=none&indicator=none")


def test_figures_of_different_years_are_marked(site: Site) -> None:
    older = worlds.survey_figure("youth-literacy-15-24", 2004, 30, "")
    worlds.load([{**older, "place": "PK723"}])
    html = page("compare/?place=larkana&place=sukkur&indicator=youth-literacy-15-24")
    assert "Different years" in html


def test_a_source_says_what_it_covers_and_by_which_file(site: Site) -> None:
    html = page("sources/made-up-census/")
    assert 'href="/en/indicators/literacy-10/"' in html
    assert "figures.csv" in html


def test_where_nothing_is_wrong_the_quality_page_says_so(site: Site) -> None:
    assert "No file has been read that had anything wrong in it." in page("quality/")
    page("quality/?rule=nonsense&file=none&after=-1&load=99999999999999999999")


def test_every_rule_of_the_quality_report_tells_how_to_check_it() -> None:
    assert all(checking.by_hand(rule) for rule in (*checking.BY_HAND, "anything-else"))


def test_a_place_shows_some_figures_of_each_subject_and_leads_to_the_rest(site: Site) -> None:
    html = page("places/larkana/")
    assert 'href="/en/sectors/energy/"' in html
    assert 'href="/en/places/larkana/changes/"' in html


def test_a_number_too_large_for_the_database_is_no_page(site: Site) -> None:
    assert Client().get(f"/en/observations/{2**63}/").status_code == 404


def test_the_sql_of_what_may_be_shown_is_that_of_the_queryset(site: Site) -> None:
    Observation.objects.filter(id=site.observation).update(conf_status="C")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from evidence_observation o where " + SHOWN.format("o"))  # noqa: S608
        assert cursor.fetchone()[0] == Observation.objects.shown().count()


def test_the_latest_figure_is_chosen_as_everywhere(site: Site) -> None:
    ids = [one.id for one in places.tree()]
    codes = ["literacy-10", "youth-literacy-15-24", "population"]
    every = evidence.best(evidence.values(concepts=codes, place_ids=ids, dims={}))
    ours = beside.latest(codes, ids)
    assert {one.id for one in ours} == {one.id for one in every if one.value is not None}


def test_a_place_holds_exactly_the_indicators_that_have_a_total(site: Site) -> None:
    held = {code for codes in beside.held(site.world.larkana.id).values() for code in codes}
    rows = Observation.objects.shown().filter(place_id=site.world.larkana.id, dim_key="")
    assert held == set(rows.values_list("version__concept__code", flat=True))


@pytest.mark.parametrize("path", ["compare/", "sectors/", "quality/", "places/larkana/changes/"])
def test_the_new_pages_send_no_script(site: Site, path: str) -> None:
    assert "<script" not in page(path)


def test_a_long_list_of_changes_goes_on_over_pages(
    world: worlds.World,
) -> None:
    codes = [one.code for one in INDICATORS if one.sector == "education" and one.unit == "percent"]
    new = [code for code in codes if code not in worlds.PERCENTS]
    plain = {"numerator": "", "denominator": "", "derivation": "published"}
    worlds.load([worlds.figure("PK713", code, 40) | plain for code in new])
    first = page("places/larkana/changes/")
    assert first.count('<section aria-labelledby="l-') == 8
    second = page("places/larkana/changes/?sector=education&from=8")
    assert "From the beginning" in said(second)
    names = [re.findall(r'aria-labelledby="l-([\w-]+)"', html) for html in (first, second)]
    assert not set(names[0]) & set(names[1])


@pytest.mark.parametrize("start", ["x", "-1", "99999999", "9999", ""])
def test_a_strange_beginning_of_the_changes_breaks_nothing(world: worlds.World, start: str) -> None:
    page(f"places/larkana/changes/?from={start}")


@pytest.mark.parametrize(("code", "best"), [("out-of-school", None), ("literacy-10", "Sukkur")])
def test_counts_of_places_are_never_ranked(
    world: worlds.World, code: str, best: str | None
) -> None:
    worlds.load([worlds.figure("sukkur", "out-of-school", 11)])
    sukkur = places.by_key("sukkur")
    assert sukkur is not None
    found = beside.latest([code], [world.larkana.id, sukkur.id])
    (about,) = evidence.indicators([code])
    (line,) = sectors.made([about], found, world.larkana, None, [sukkur])
    assert (line.best[0] if line.best else None) == best
