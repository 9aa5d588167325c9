"""Addresses of the whole site. Every page stands behind its language: /en/, /ur/, /sd/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from kachehri.interfaces.web.pages.language import choose
from kachehri.interfaces.web.pages.unseen import icon, robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("", choose, name="language"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", icon, name="icon"),
    # By its name: the API and its library are loaded when somebody asks for it.
    path("open311/v2/", ("kachehri.interfaces.api.open311_urls", "open311", "open311")),
    path("api/hsds/", ("kachehri.interfaces.api.about_bodies", "hsds", "hsds")),
    path("v1/", ("kachehri.interfaces.api.central_urls", "central", "central")),
    path("openrosa/", ("kachehri.interfaces.api.openrosa_urls", "openrosa", "openrosa")),
    path("api/v1/", ("kachehri.interfaces.api.urls", "api", "api")),
    path("", include("kachehri.interfaces.sms.urls")),
    path("", include("kachehri.interfaces.web.matter_feed_urls")),
    *i18n_patterns(
        path("", include("kachehri.interfaces.sms.desk_urls")),
        path("", include("kachehri.interfaces.web.urls")),
    ),
]

handler400 = "kachehri.engines.pagekit.pages.bad_request"
handler403 = "kachehri.engines.pagekit.pages.refused"
handler404 = "kachehri.engines.pagekit.pages.not_found"
handler500 = "kachehri.engines.pagekit.pages.broken"
