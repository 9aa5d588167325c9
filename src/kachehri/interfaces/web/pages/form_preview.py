"""A form that is being made, tried in the browser before anybody is asked."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kachehri.domains.forms.rules import MAY_MANAGE_ANYWHERE
from kachehri.engines.access.pages import page
from kachehri.interfaces.web.form_asking import as_media, as_xform, tried_form
from kachehri.interfaces.web.pages.fill import shell


@page(rule=MAY_MANAGE_ANYWHERE)
def preview(request: HttpRequest, form_id: int) -> HttpResponse:
    """The draft as web-forms shows it. Nothing is sent."""
    addresses = {
        "xform": reverse("form-preview-xml", args=[form_id]),
        "media": reverse("form-preview-media", args=[form_id, "-"]).removesuffix("-"),
        "back": f"/{request.path.split('/')[1]}/desk/forms/{form_id}/",
    }
    return shell(request, tried_form(request, form_id), addresses)


@page(rule=MAY_MANAGE_ANYWHERE)
def xform(request: HttpRequest, form_id: int) -> HttpResponse:
    """The draft itself."""
    return as_xform(tried_form(request, form_id))


@page(rule=MAY_MANAGE_ANYWHERE)
def media(request: HttpRequest, form_id: int, name: str) -> HttpResponse:
    """A file of the draft."""
    return as_media(tried_form(request, form_id), name)
