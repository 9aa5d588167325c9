"""Addresses of work in the field, at the desk."""

from django.urls import path

from kachehri.interfaces.web.pages import desk_field, desk_field_checks, desk_field_people

FORM = "forms/<int:form_id>/"
PROJECT = "projects/<int:project_id>/"
CHECK = "checks/<int:number>/"

urlpatterns = [
    path("", desk_field.field, name="desk-field"),
    path(PROJECT, desk_field_people.people, name="desk-field-people"),
    path(PROJECT + "new/", desk_field_people.new, name="desk-field-new"),
    path(PROJECT + "end/<int:number>/", desk_field_people.end, name="desk-field-end"),
    path(FORM, desk_field.form, name="desk-field-form"),
    path(FORM + "assign/", desk_field_people.assign, name="desk-field-assign"),
    path(FORM + "assign/<int:number>/end/", desk_field_people.unassign, name="desk-field-unassign"),
    path(FORM + "look/", desk_field.look, name="desk-field-look"),
    path(FORM + "flags/", desk_field.flags, name="desk-field-flags"),
    path(FORM + "flags/<int:number>/", desk_field.judge, name="desk-field-judge"),
    path(FORM + "checks/", desk_field_checks.checks, name="desk-field-checks"),
    path(CHECK, desk_field_checks.check, name="desk-field-check"),
]
