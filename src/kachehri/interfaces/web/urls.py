"""Addresses of the public district and the desk, behind the language's prefix."""

from django.urls import path

from kachehri.engines.pagekit.style import style
from kachehri.interfaces.web.pages import home, language, words

urlpatterns = [
    path("", home.home, name="home"),
    path("preferences/", language.preferences, name="preferences"),
    path("about/", words.about, name="about"),
    path("accessibility/", words.accessibility, name="accessibility"),
    path("style/", style, name="style"),
]
