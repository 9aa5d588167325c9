"""Keys with which programs of a person read answers: made here, shown once, ended."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.forms.actions.programs import NewKey, end_key, make_key
from kachehri.domains.forms.queries.programs import keys_of
from kachehri.domains.forms.rules.allowed import MAY_READ_ANSWERS_ANYWHERE
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.pages.desk import actor_of


class KeyForm(forms.Form):
    """What the key is for."""

    name = forms.CharField(
        label=_("What is the key for?"),
        max_length=120,
        help_text=_("The name of the program or the computer, so that you know it again."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@never_cache
def programs(request: HttpRequest) -> HttpResponse:
    """The keys of this person; a new one is shown once, on this very answer."""
    given = KeyForm(request.POST if request.method == "POST" else None)
    made: NewKey | None = None
    if request.method == "POST" and given.is_valid():
        name = given.cleaned_data["name"]
        made = make_key(name=name, by=actor_of(request), at=timezone.now())
        given = KeyForm()
    context = {
        "form": given,
        "made": made,
        "keys": keys_of(actor_of(request), timezone.now()),
        "address": settings.SITE_URL,
        "email": request.user.email,  # type: ignore[union-attr]
    }
    status = 422 if given.errors else 200
    return render(request, "web/desk/surveys/programs.html", context, status=status)


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@require_POST
def end(request: HttpRequest, key_id: int) -> HttpResponse:
    """End a key of one's own."""
    known = {one.id for one in keys_of(actor_of(request), timezone.now())}
    if key_id in known:
        end_key(key_id=key_id, by=actor_of(request), at=timezone.now())
        messages.success(request, gettext("The key opens nothing any more."))
    return HttpResponseRedirect(reverse("desk-programs"))
