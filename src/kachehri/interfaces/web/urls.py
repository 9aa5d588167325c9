"""Addresses of the public district and the desk, behind the language's prefix."""

from django.urls import include, path

from kachehri.engines.pagekit.style import style
from kachehri.interfaces.web.pages import (
    behind,
    cards,
    compare,
    counted,
    editions,
    home,
    indicators,
    language,
    library,
    observations,
    places,
    quality,
    reports,
    search,
    sectors,
    trends,
    words,
)

REPORT = "reports/<slug:kind>/<slug:key>/"
EDITION = REPORT + "editions/<int:number>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("kachehri.domains.places.urls")),
    path("", include("kachehri.domains.evidence.urls")),
    path("", include("kachehri.engines.accounts.urls")),
    path("places/<slug:key>/", places.place, name="place"),
    path("places/<slug:key>/changes/", trends.trends, name="trends"),
    path("places/<slug:key>/parts/<slug:scheme>/", places.parts, name="place-parts"),
    path("sectors/", sectors.sectors, name="sectors"),
    path("sectors/<slug:code>/", sectors.sector, name="sector"),
    path("compare/", compare.compare, name="compare"),
    path("quality/", quality.quality, name="quality"),
    path("indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path("observations/<int:number>/", observations.observation, name="observation"),
    path("observations/<int:number>/and/<int:other>/", behind.between, name="between"),
    path("observations/<int:number>/aim/", behind.aim, name="aim"),
    path("observations/<int:number>/rank/", behind.rank, name="rank"),
    path("places/<slug:key>/counted/<slug:what>/", counted.counted, name="counted"),
    path("reports/", reports.reports, name="reports"),
    path(REPORT, reports.report, name="report"),
    path(REPORT + "files/<slug:form>", reports.file, name="report-file"),
    path(REPORT + "editions/", editions.editions, name="report-editions"),
    path(REPORT + "since/", editions.since, name="report-since"),
    path(EDITION, reports.report, name="edition"),
    path(EDITION + "files/<slug:form>", reports.file, name="edition-file"),
    path(EDITION + "since/", editions.since, name="edition-since"),
    path(EDITION + "<slug:chapter>/", reports.chapter, name="edition-chapter"),
    path(REPORT + "<slug:chapter>/", reports.chapter, name="chapter"),
    path("library/", library.library, name="library"),
    path("library/<slug:code>/", library.publication, name="publication"),
    path("library/<slug:code>/file/", library.paper, name="paper"),
    path("cards/", cards.cards, name="cards"),
    path("cards/<slug:code>/", cards.card, name="card"),
    path("search/", search.search, name="search"),
    path("preferences/", language.preferences, name="preferences"),
    path("about/", words.about, name="about"),
    path("data-use/", words.data_use, name="data-use"),
    path("accessibility/", words.accessibility, name="accessibility"),
    path("style/", style, name="style"),
    path("desk/", include("kachehri.interfaces.web.desk_urls")),
]
