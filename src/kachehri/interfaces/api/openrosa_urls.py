"""Addresses of OpenRosa, below /openrosa/: with a token in the address, and without."""

from django.urls import path

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE

from . import openrosa

rule = page(rule=EVERYONE)
WAYS = (
    ("formList", openrosa.form_list, "forms"),
    ("forms/<path:key>.xml", openrosa.form_xml, "form"),
    ("forms/<path:key>/manifest", openrosa.manifest, "manifest"),
    ("forms/<path:key>/media/<path:name>", openrosa.media, "media"),
    ("submission", openrosa.submission, "submission"),
)

urlpatterns = [
    *(path(f"projects/<int:project>/{way}", rule(view), name=name) for way, view, name in WAYS),
    *(
        path(f"key/<slug:token>/projects/<int:project>/{way}", rule(view), name=f"{name}-by-token")
        for way, view, name in WAYS
    ),
]
