"""What pages about the field show: flags in words, a map of how far each place is."""

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.queries.field import PlaceProgress
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.accounts.qr import qr_svg
from kachehri.interfaces.web.counted_maps import PlaceCount, draw_counts

KINDS: dict[str, tuple[Any, Any]] = {
    "no-position": (_("No position"), _("The form asks where it is, and no position was taken.")),
    "far": (_("Far away"), _("The position lies in another place than the one that was named.")),
    "same-spot": (_("Always the same spot"), _("Several interviews were held within a metre.")),
    "short": (_("Too short"), _("Nobody reads so many questions out in so little time.")),
    "night": (_("At night"), _("It began between nine in the evening and five in the morning.")),
    "overlap": (_("Two at once"), _("The same device held another interview at that time.")),
    "clock": (_("Wrong clock"), _("The clock of the device was hours ahead or weeks behind.")),
    "duplicate": (_("Same answers"), _("Every answer is as in another interview.")),
    "alike": (_("Nearly the same"), _("Nearly every answer is as in an earlier interview by the "
                                      "same person.")),
    "straight": (_("One answer all along"), _("Several questions in a row have the same answer.")),
}  # fmt: skip
DETAILS = {
    "seconds": _("seconds"),
    "least": _("seconds at least"),
    "hour": _("o’clock"),
    "minutes": _("minutes"),
    "interviews": _("interviews"),
    "questions": _("questions"),
    "percent": _("percent alike"),
}


def detail_of(detail: dict[str, Any]) -> str:
    """The numbers of a flag in words."""
    return ", ".join(f"{detail[key]} {word}" for key, word in DETAILS.items() if key in detail)


@dataclass(frozen=True)
class At:
    """How far a place is: itself, and all that lies in it."""

    place: PlaceView
    done: int
    target: int

    @property
    def percent(self) -> int | None:
        """Of the target; None where there is none."""
        return round(100 * self.done / self.target) if self.target else None


def in_parts(whole: PlaceView, found: Sequence[PlaceProgress]) -> tuple[list[At], int]:
    """Progress summed up to the parts of a place, and the answers that lie in none of them."""
    kept, parts = kept_tree(), places.children(whole.id)
    done = {one.id: 0 for one in parts}
    target = dict(done)
    elsewhere = 0
    for one in found:
        inside = next((part.id for part in parts if kept.lies_in(one.place_id, part.id)), None)
        if inside is None:
            elsewhere += one.done
            continue
        done[inside] += one.done
        target[inside] += one.target
    return [At(part, done[part.id], target[part.id]) for part in parts], elsewhere


def map_of(whole: PlaceView, parts: Sequence[At]) -> SafeString:
    """The map of how far each part is."""
    title = gettext("Answers from each part of %(place)s") % {"place": whole.name()}
    counts = [
        PlaceCount(one.place, one.done, f"{one.done} / {one.target}" if one.target else "")
        for one in parts
    ]
    return draw_counts(whole, counts, name="field", title=title)


def collect_settings(*, url: str, name: str, username: str = "", password: str = "") -> str:
    """What ODK Collect reads from a code: its settings as JSON, packed, in base 64."""
    general = {
        "protocol": "odk_default",
        "server_url": url,
        "form_update_mode": "match_exactly",
        "autosend": "wifi_and_cellular",
    }
    if username:
        general |= {"username": username, "password": password}
    settings = {"general": general, "admin": {}, "project": {"name": name}}
    return base64.b64encode(zlib.compress(json.dumps(settings).encode())).decode()


def code_of(settings: str, label: str) -> SafeString:
    """The code as a picture."""
    return mark_safe(qr_svg(settings, label))  # noqa: S308 (made of squares; the label is ours)
