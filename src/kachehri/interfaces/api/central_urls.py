"""Addresses below `/v1/`. The id of a form may hold dots and slashes: what follows it decides."""

from django.urls import path

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE

from . import central, central_submissions, central_tables

rule = page(rule=EVERYONE)
"""Everybody may ask; whose program it is, is looked at in the view."""

PROJECT = "projects/<int:project_id>"
FORM = PROJECT + "/forms/<path:key>"
ANSWER = FORM + "/submissions/<str:root>"
ROW = FORM + ".svc/Submissions('<path:root>')"

urlpatterns = [
    path("sessions", rule(central.sessions), name="sessions"),
    path("sessions/<str:which>", rule(central.session), name="session"),
    path("users/current", rule(central.current_user), name="user"),
    path("projects", rule(central.projects), name="projects"),
    path(PROJECT, rule(central.project), name="project"),
    path(PROJECT + "/forms", rule(central.forms), name="forms"),
    path(PROJECT + "/app-users", rule(central.app_users), name="app-users"),
    path(PROJECT + "/datasets", rule(central.datasets), name="datasets"),
    path(ROW, rule(central_tables.one), name="row"),
    path(ROW + "/<path:way>", rule(central_tables.inside), name="inside"),
    path(FORM + ".svc/$metadata", rule(central_tables.metadata), name="metadata"),
    path(FORM + ".svc/<str:name>", rule(central_tables.table), name="table"),
    path(FORM + ".svc", rule(central_tables.service), name="service"),
    path(FORM + ".svc/", rule(central_tables.service), name="service-slash"),
    path(FORM + "/fields", rule(central.fields), name="fields"),
    path(FORM + "/submissions", rule(central_submissions.submissions), name="submissions"),
    path(ANSWER + ".xml", rule(central_submissions.submission_xml), name="submission-xml"),
    path(ANSWER + "/comments", rule(central_submissions.comments), name="comments"),
    path(ANSWER + "/versions", rule(central_submissions.versions), name="answer-versions"),
    path(ANSWER + "/attachments", rule(central_submissions.attachments), name="attachments"),
    path(
        ANSWER + "/attachments/<str:name>", rule(central_submissions.attachment), name="attachment"
    ),
    path(ANSWER, rule(central_submissions.submission), name="submission"),
    path(FORM + "/versions", rule(central.versions), name="versions"),
    path(FORM + "/versions/<str:label>.xml", rule(central.version_xml), name="version-xml"),
    path(FORM + "/attachments", rule(central.media), name="media"),
    path(FORM + ".xml", rule(central.form_xml), name="form-xml"),
    path(FORM, rule(central.form), name="form"),
    path("<path:rest>", rule(central.nothing), name="nothing"),
]
