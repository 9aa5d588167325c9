"""Addresses of the public district and the desk, behind the language's prefix."""

from django.urls import include, path

from kachehri.engines.pagekit.style import style
from kachehri.interfaces.web.pages import (
    home,
    indicators,
    language,
    observations,
    places,
    search,
    words,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("kachehri.domains.places.urls")),
    path("", include("kachehri.domains.evidence.urls")),
    path("places/<slug:key>/", places.place, name="place"),
    path("indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path("observations/<int:number>/", observations.observation, name="observation"),
    path("search/", search.search, name="search"),
    path("preferences/", language.preferences, name="preferences"),
    path("about/", words.about, name="about"),
    path("data-use/", words.data_use, name="data-use"),
    path("accessibility/", words.accessibility, name="accessibility"),
    path("style/", style, name="style"),
]
