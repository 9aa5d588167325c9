"""The files that went in: what each brought, what was wrong in it, and taking one away again."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.actions import WithdrawalProblem, withdraw_load
from kachehri.domains.evidence.queries import LoadView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EDIT
from kachehri.engines.accounts.queries import names
from kachehri.engines.ledger import queries as ledger
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import number as shown_number
from kachehri.interfaces.web.pages.desk import READ, actor_of
from kachehri.interfaces.web.pages.desk_names import whole
from kachehri.interfaces.web.previewing import FindingList, Group, ShownFinding
from kachehri.interfaces.web.reading_ways import recipe_label
from kachehri.kernel.rules import decide

SHOWN = 25


class WithdrawForm(forms.Form):
    """Why a load is taken away."""

    because = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy("Everybody at the desk reads this. Write no names of persons."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why the load is withdrawn.")},
    )


@page(rule=READ)
@never_cache
def loads(request: HttpRequest) -> HttpResponse:
    """Every file that went in, the youngest first; withdrawn ones stay in the list."""
    after = whole(request.GET.get("after"))
    found = queries.loads(limit=SHOWN + 1, after=after or None)
    context = {
        "loads": [(one, recipe_label(one.recipe)) for one in found[:SHOWN]],
        "next": found[SHOWN - 1].id if len(found) > SHOWN else None,
        "after": after,
        "may": decide(EDIT, actor_of(request)).allowed,
    }
    return render(request, "web/desk/loads.html", context)


@page(rule=READ)
@never_cache
def one_load(request: HttpRequest, number: int) -> HttpResponse:
    """One file that went in: its counts, who brought it, and what was wrong in it."""
    load = wanted(number)
    context = {
        "load": load,
        "recipe": recipe_label(load.recipe),
        "numbers": numbers_of(load),
        "who": who_did(load),
        "found": findings_of(request, load),
        "may": decide(EDIT, actor_of(request)).allowed and load.withdrawn_at is None,
    }
    return render(request, "web/desk/load.html", context)


def wanted(number: int) -> LoadView:
    """The load of a number, or the page 404."""
    load = queries.load(number)
    if load is None:
        raise Http404
    return load


def numbers_of(load: LoadView) -> list[Mapping[str, str]]:
    """What the file brought, as key numbers."""
    counts = {
        _("rows read"): load.rows_read,
        _("figures were new"): load.added,
        _("figures were corrected"): load.superseded,
        _("figures were there already and the same"): load.unchanged,
        _("rows of which something was left out"): load.left_out,
    }
    return [{"label": label, "value": shown_number(count, 0)} for label, count in counts.items()]


def who_did(load: LoadView) -> Mapping[str, str]:
    """Who loaded it, and who withdrew it: names by what they did, from the log."""
    acts = ledger.events(about=load.thing_id, size=10)
    called = names({act.actor_id for act in acts})
    return {act.verb.partition(".")[2]: called.get(act.actor_id, "") for act in acts}


def findings_of(request: HttpRequest, load: LoadView) -> FindingList:
    """A page of what was wrong in the file, of one rule or of all."""
    rule = request.GET.get("rule", "")[:40]
    after = whole(request.GET.get("after"))
    found = queries.findings(load=load.id, rule=rule, after=after, limit=SHOWN)
    counts = queries.finding_counts(load=load.id)
    groups = [
        Group(code, label, count, address(code), code == rule)
        for code, label, count in counts.by_rule
    ]
    return FindingList(
        groups=tuple(groups),
        findings=tuple(
            ShownFinding(one.file, one.sheet, one.row, one.column, one.message)
            for one in found.findings
        ),
        total=counts.total,
        shown=counts.total,
        before=address(rule) if after else "",
        after=address(rule, found.after) if found.after else "",
    )


def address(rule: str, after: int | None = None) -> str:
    """The query of the address of a page of findings."""
    parts = {"rule": rule, "after": str(after or "")}
    return "?" + urlencode({name: value for name, value in parts.items() if value}) + "#findings"


@page(rule=EDIT)
@never_cache
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why, say what will disappear and what comes back, then take the load away."""
    load = wanted(number)
    if load.withdrawn_at is not None:
        return HttpResponseRedirect(reverse("desk-load", args=[number]))
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = take_away(request, load, form)
        if answer is not None:
            return answer
    context = {
        "load": load,
        "recipe": recipe_label(load.recipe),
        "form": form,
        "will": queries.will_withdraw(load.id),
        "back": reverse("desk-load", args=[number]),
    }
    return render(request, "web/desk/withdraw.html", context, status=422 if form.errors else 200)


def take_away(request: HttpRequest, load: LoadView, form: WithdrawForm) -> HttpResponse | None:
    """Withdraw it; None where it cannot be, and the form says why."""
    try:
        done = withdraw_load(
            load=load.id,
            because=form.cleaned_data["because"],
            by=actor_of(request),
            at=timezone.now(),
        )
    except WithdrawalProblem as problem:
        form.add_error(None, _(problem.key))
        return None
    said = _("Withdrawn. %(gone)s figures are gone, %(back)s older ones are back.")
    numbers = {
        "gone": shown_number(done.withdrawn, 0),
        "back": shown_number(done.restored, 0),
    }
    messages.success(request, said % numbers)
    return HttpResponseRedirect(reverse("desk-load", args=[load.id]))
