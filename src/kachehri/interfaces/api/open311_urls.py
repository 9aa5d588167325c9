"""Addresses of Open311 GeoReport v2, below /open311/v2/."""

from django.urls import path

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE

from . import open311

rule = page(rule=EVERYONE)

urlpatterns = [
    path("discovery.<slug:form>", rule(open311.discovery), name="discovery"),
    path("services.<slug:form>", rule(open311.services), name="services"),
    path("services/<slug:code>.<slug:form>", rule(open311.service), name="service"),
    path("requests.<slug:form>", rule(open311.requests), name="requests"),
    path("requests/<slug:number>.<slug:form>", rule(open311.one), name="request"),
    path("tokens/<slug:token>.<slug:form>", rule(open311.token), name="token"),
]
