"""Who holds which role, and where: the list, and giving a role at one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.access import queries as access
from kachehri.engines.access.actions import grant
from kachehri.engines.access.pages import page
from kachehri.engines.access.queries import GrantView
from kachehri.engines.access.roles import ADMINISTER, ROLES
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.accounts.administration import end_of
from kachehri.engines.accounts.forms import GrantForm
from kachehri.engines.pagekit.lists import list_page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import moment
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import QueryRows
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.showing import with_tier

SHOWN_PLACES = 8


@dataclass(frozen=True)
class Held:
    """A grant with the names of those it is about."""

    view: GrantView
    who: str
    account: int | None
    where: str
    given_by: str

    @property
    def id(self) -> int:
        """The grant's."""
        return self.view.id


def role_label(name: str) -> str:
    """The name of a role, translated."""
    return gettext(ROLES[name].label) if name in ROLES else name


def until(ends_at: datetime | None) -> str:
    """When it ends, in words."""
    return moment(ends_at) if ends_at else gettext("no end set")


GRANTS = TableKind(
    name="grants",
    caption=_("Who holds which role, and where"),
    columns=(
        Column(
            "who",
            _("Who"),
            value=lambda row: row.who,
            href=lambda row: reverse("accounts_one", args=[row.account]) if row.account else "",
        ),
        Column("role", _("Role"), value=lambda row: role_label(row.view.role), sort="role"),
        Column("where", _("Where"), value=lambda row: row.where),
        Column("purpose", _("What for"), value=lambda row: row.view.purpose),
        Column(
            "from",
            _("From"),
            value=lambda row: row.view.starts_at,
            sort="starts_at",
            show=lambda row: moment(row.view.starts_at),
        ),
        Column(
            "until",
            _("Until"),
            value=lambda row: row.view.ends_at or gettext("no end set"),
            show=lambda row: until(row.view.ends_at),
        ),
        Column("by", _("Given by"), value=lambda row: row.given_by, only_file=True),
    ),
    start="-from",
    empty=_("Nobody holds a role."),
    search=_("A person, a place or what it is for"),
)


@page(rule=ADMINISTER)
@never_cache
def grants(request: HttpRequest) -> HttpResponse:
    """Roles that are held now, or will be."""
    return listed(request, ended=False)


@page(rule=ADMINISTER)
@never_cache
def ended(request: HttpRequest) -> HttpResponse:
    """Roles that were held."""
    return listed(request, ended=True)


def listed(request: HttpRequest, *, ended: bool) -> HttpResponse:
    """A list of grants, a page at a time (four queries)."""
    found = access.grant_rows(by=actor_of(request), at=timezone.now(), ended=ended)
    rows = QueryRows(found, find=narrowed, read=held)
    return list_page(request, GRANTS, rows, template="web/desk/grants.html", ended=ended)


def narrowed(found: QuerySet[Any, Any], text: str) -> QuerySet[Any, Any]:
    """Grants of which the person, the place or the purpose holds the text."""
    scopes = [place.thing_id for place in places.search(text)]
    wanted = Q(purpose__icontains=text) | Q(actor__in=accounts.called(text)) | Q(scope__in=scopes)
    roles = [name for name in ROLES if text.casefold() in role_label(name).casefold()]
    return found.filter(wanted | Q(role__in=roles))


def held(rows: Sequence[Any]) -> tuple[Held, ...]:
    """Rows with the names of people and places (two queries)."""
    found = access.views(rows)
    people = {one.actor_id for one in found} | {one.granted_by_id for one in found}
    names, numbers = accounts.names(people), accounts.account_ids(people)
    known = {one.thing_id: one for one in kept_tree().by_id.values()}
    return tuple(
        Held(
            one,
            names.get(one.actor_id, ""),
            numbers.get(one.actor_id),
            where(one.scope_id, known),
            names.get(one.granted_by_id, ""),
        )
        for one in found
    )


def where(scope: int | None, known: dict[int, PlaceView]) -> str:
    """The place of a grant, in words."""
    if scope is None:
        return gettext("everywhere")
    return with_tier(known[scope]) if scope in known else gettext("in one place")


class PlacedGrantForm(GrantForm):
    """A role for a person, everywhere or at one place."""

    person = forms.EmailField(
        label=_("E-mail address of the person"),
        error_messages={
            "required": _("Write the person's e-mail address."),
            "invalid": _("This is not an e-mail address. It has the form name@example.org."),
        },
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_(
            "Its name in English, Urdu or Sindhi letters, or its code. The role then counts there "
            "and in all that lies in it."
        ),
        error_messages={"required": _("Write the name of the place.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    chosen = forms.ChoiceField(
        label=_("Which of these places?"), required=False, widget=forms.RadioSelect
    )
    field_order = ("person", "role", "place", "chosen", "purpose", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = self.places()
        if len(self.found) > 1:
            choices = [(str(place.id), full(place)) for place in self.found]
            self.fields["chosen"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["chosen"]

    def places(self) -> tuple[PlaceView, ...]:
        """The places that the name means: one by its code, else by name."""
        text = str(self.data.get("place", "")).strip()[:100] if self.is_bound else ""
        by_code = places.by_pcode(text.upper()) if text else None
        if by_code is not None:
            return (by_code,)
        found = [one for one in places.search(text) if one.scheme_id is None] if text else []
        return tuple(found[:SHOWN_PLACES])

    def clean_person(self) -> Any:
        """The account of that address."""
        account = accounts.account_by_email(self.cleaned_data["person"])
        if account is None or account.system_name is not None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        return account

    def clean_place(self) -> str:
        """A name that means a place."""
        if not self.found:
            raise forms.ValidationError(
                _("No place has such a name. Try fewer letters, or another spelling.")
            )
        return str(self.cleaned_data["place"])

    def clean(self) -> dict[str, Any]:
        """One place, and a day that has not passed."""
        values = super().clean() or {}
        if "place" in values and len(self.found) > 1 and not values.get("chosen"):
            self.add_error("chosen", str(_("Several places have this name. Choose one.")))
        ends_on = values.get("ends_on")
        if ends_on and end_of(ends_on) <= timezone.now():
            self.add_error("ends_on", str(_("This day is over.")))
        return values

    def scope(self) -> int:
        """The Thing of the place."""
        chosen = self.cleaned_data.get("chosen")
        return next(one.thing_id for one in self.found if not chosen or str(one.id) == chosen)


def full(place: PlaceView) -> str:
    """A place with what it lies in."""
    parent = kept_tree().by_id.get(place.parent_id or 0)
    return f"{with_tier(place)} · {with_tier(parent)}" if parent else with_tier(place)


@page(rule=ADMINISTER, keeps=True)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Give a role at one place."""
    form = PlacedGrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at, last = timezone.now(), form.cleaned_data["ends_on"]
        grant(
            actor=form.cleaned_data["person"].thing_id,
            role=form.cleaned_data["role"],
            scope=form.scope(),
            purpose=form.cleaned_data["purpose"],
            starts_at=at,
            ends_at=end_of(last) if last else None,
            by=actor_of(request),
            at=at,
        )
        messages.success(request, gettext("The role is given."))
        return HttpResponseRedirect(reverse("desk-grants"))
    context = {"form": form, "back": reverse("desk-grants")}
    return render(request, "web/desk/grant.html", context, status=422 if form.errors else 200)
