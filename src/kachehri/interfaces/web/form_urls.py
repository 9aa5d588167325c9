"""Addresses of the forms that people fill here, and of trying one at the desk."""

from django.urls import path

from kachehri.interfaces.web.pages import fill, form_preview, light

FORM = "forms/<int:form_id>/"
PREVIEW = "desk/forms/<int:form_id>/preview/"

urlpatterns = [
    path("forms/", fill.forms, name="forms"),
    path("forms/worker.js", fill.worker, name="forms-worker"),
    path(FORM, fill.form, name="form"),
    path(FORM + "fill/", fill.fill, name="form-fill"),
    path(FORM + "form.xml", fill.xform, name="form-xml"),
    path(FORM + "media/<str:name>", fill.media, name="form-media"),
    path(FORM + "token/", fill.token, name="form-token"),
    path(FORM + "send/", fill.send, name="form-send"),
    path(FORM + "light/", light.begin, name="form-light"),
    path(FORM + "light/<str:secret>/", light.step, name="form-light-step"),
    path(FORM + "light/<str:secret>/end/", light.end, name="form-light-end"),
    path(PREVIEW, form_preview.preview, name="form-preview"),
    path(PREVIEW + "form.xml", form_preview.xform, name="form-preview-xml"),
    path(PREVIEW + "media/<str:name>", form_preview.media, name="form-preview-media"),
]
