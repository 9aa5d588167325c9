"""Addresses of questionnaires at the desk."""

from django.urls import path

from kachehri.interfaces.web.pages import desk_forms, desk_forms_adding

FORM = "<int:form_id>/"

urlpatterns = [
    path("", desk_forms.forms, name="desk-forms"),
    path("add/", desk_forms_adding.add, name="desk-form-add"),
    path(FORM, desk_forms.form, name="desk-form"),
    path(FORM + "publish/", desk_forms.publish, name="desk-form-publish"),
    path(FORM + "retire/", desk_forms.retire, name="desk-form-retire"),
    path(FORM + "reopen/", desk_forms.reopen, name="desk-form-reopen"),
    path(FORM + "version/", desk_forms_adding.version, name="desk-form-version-add"),
    path(FORM + "media/", desk_forms_adding.media, name="desk-form-media-add"),
    path(FORM + "settings/", desk_forms_adding.settings, name="desk-form-settings"),
    path(FORM + "versions/<int:number>/", desk_forms.version, name="desk-form-version"),
    path(FORM + "versions/<int:number>/form.xml", desk_forms.xform, name="desk-form-xform"),
    path(FORM + "versions/<int:number>/source", desk_forms.source, name="desk-form-source"),
]
