"""Addresses of questionnaires at the desk."""

from django.urls import path

from kachehri.interfaces.web.pages import (
    desk_form_answers,
    desk_forms,
    desk_forms_adding,
    desk_forms_apart,
    desk_instruments,
    desk_programs,
)

FORM = "<int:form_id>/"
ANSWER = FORM + "answers/<int:number>/"

urlpatterns = [
    path("", desk_forms.forms, name="desk-forms"),
    path("add/", desk_forms_adding.add, name="desk-form-add"),
    path("instruments/", desk_instruments.use, name="desk-form-use"),
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
    path("apart/", desk_forms_apart.apart, name="desk-forms-apart"),
    path("apart/<int:number>/", desk_forms_apart.one, name="desk-forms-apart-one"),
    path("apart/<int:number>/settle/", desk_forms_apart.settle, name="desk-forms-apart-settle"),
    path("programs/", desk_programs.programs, name="desk-programs"),
    path("programs/<int:key_id>/end/", desk_programs.end, name="desk-program-end"),
    path("exports/<int:number>/", desk_form_answers.exported, name="desk-form-exported"),
    path(FORM + "answers/", desk_form_answers.answers, name="desk-form-answers"),
    path(FORM + "answers/export/", desk_form_answers.export, name="desk-form-export"),
    path(ANSWER, desk_form_answers.answer, name="desk-form-answer"),
    path(ANSWER + "judge/", desk_form_answers.judge, name="desk-form-judge"),
    path(ANSWER + "withdraw/", desk_form_answers.withdraw, name="desk-form-withdraw"),
    path(ANSWER + "files/<str:name>", desk_form_answers.file, name="desk-form-file"),
]
