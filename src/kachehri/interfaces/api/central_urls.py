"""Addresses below `/v1/`. A form's id may hold dots: what stands behind the last one decides."""

from django.urls import path, re_path

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE

from . import central, central_submissions, central_tables

rule = page(rule=EVERYONE)
"""Everybody may ask; whose program it is, is looked at in the view."""

FORM = r"^projects/(?P<project_id>\d{1,9})/forms/(?P<key>[^/]+)"
ANSWER = FORM + r"/submissions/(?P<root>[^/]+)"

urlpatterns = [
    path("sessions", rule(central.sessions), name="sessions"),
    path("sessions/<str:which>", rule(central.session), name="session"),
    path("users/current", rule(central.current_user), name="user"),
    path("projects", rule(central.projects), name="projects"),
    path("projects/<int:project_id>", rule(central.project), name="project"),
    path("projects/<int:project_id>/forms", rule(central.forms), name="forms"),
    path("projects/<int:project_id>/app-users", rule(central.app_users), name="app-users"),
    path("projects/<int:project_id>/datasets", rule(central.datasets), name="datasets"),
    re_path(
        FORM + r"\.svc/Submissions\('(?P<root>[^/]+)'\)/(?P<way>.+)$",
        rule(central_tables.inside),
        name="inside",
    ),
    re_path(
        FORM + r"\.svc/Submissions\('(?P<root>[^/]+)'\)$", rule(central_tables.one), name="row"
    ),
    re_path(FORM + r"\.svc/\$metadata$", rule(central_tables.metadata), name="metadata"),
    re_path(FORM + r"\.svc/(?P<name>[^/]+)$", rule(central_tables.table), name="table"),
    re_path(FORM + r"\.svc/?$", rule(central_tables.service), name="service"),
    re_path(FORM + r"\.xml$", rule(central.form_xml), name="form-xml"),
    re_path(FORM + r"/fields$", rule(central.fields), name="fields"),
    re_path(FORM + r"/attachments$", rule(central.media), name="media"),
    re_path(FORM + r"/versions$", rule(central.versions), name="versions"),
    re_path(
        FORM + r"/versions/(?P<label>[^/]+)\.xml$", rule(central.version_xml), name="version-xml"
    ),
    re_path(FORM + r"/submissions$", rule(central_submissions.submissions), name="submissions"),
    re_path(ANSWER + r"\.xml$", rule(central_submissions.submission_xml), name="submission-xml"),
    re_path(ANSWER + r"$", rule(central_submissions.submission), name="submission"),
    re_path(ANSWER + r"/comments$", rule(central_submissions.comments), name="comments"),
    re_path(ANSWER + r"/versions$", rule(central_submissions.versions), name="answer-versions"),
    re_path(ANSWER + r"/attachments$", rule(central_submissions.attachments), name="attachments"),
    re_path(
        ANSWER + r"/attachments/(?P<name>[^/]+)$",
        rule(central_submissions.attachment),
        name="attachment",
    ),
    re_path(FORM + r"$", rule(central.form), name="form"),
    path("<path:rest>", rule(central.nothing), name="nothing"),
]
