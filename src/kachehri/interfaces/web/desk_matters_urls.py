"""Addresses of the desk about matters: offices, supervisors, commissions, counters, moderators."""

from django.urls import path

from kachehri.interfaces.web.pages import (
    desk_answers,
    desk_calls,
    desk_commission,
    desk_counter,
    desk_letters,
    desk_matter,
    desk_matters,
    desk_moderation,
    desk_moving,
    desk_papers,
    desk_pen,
    desk_several,
    desk_steering,
    desk_supervising,
)

MATTER = "matters/<int:number>/"

urlpatterns = [
    path("matters/", desk_matters.listed, name="desk-matters"),
    path("matters/several/", desk_several.several, name="desk-several"),
    path("matters/answers/", desk_answers.answers, name="desk-answers"),
    path("matters/answers/new/", desk_answers.new, name="desk-answer-new"),
    path("matters/answers/<int:number>/", desk_answers.answer, name="desk-answer"),
    path("matters/ladder/", desk_supervising.ladder, name="desk-ladder"),
    path("matters/hand-over/", desk_supervising.hand_over, name="desk-hand-over"),
    path("matters/commission/", desk_commission.commission, name="desk-commission"),
    path("matters/organisations/", desk_commission.organisation, name="desk-organisation"),
    path("matters/counter/", desk_counter.counter, name="desk-counter"),
    path("matters/counter/new/<slug:key>/", desk_counter.new, name="desk-counter-new"),
    path("matters/counter/find/", desk_counter.find, name="desk-counter-find"),
    path("matters/calls/", desk_calls.calls, name="desk-calls"),
    path("matters/calls/caller/", desk_calls.caller, name="desk-caller"),
    path("matters/moderation/", desk_moderation.moderation, name="desk-moderation"),
    path(MATTER, desk_matter.matter, name="desk-matter"),
    path(MATTER + "move/<slug:key>/", desk_moving.move, name="desk-move"),
    path(MATTER + "note/", desk_matter.note, name="desk-note"),
    path(MATTER + "file/", desk_steering.add_file, name="desk-matter-file"),
    path(MATTER + "assign/", desk_steering.assign, name="desk-assign"),
    path(MATTER + "join/", desk_steering.join, name="desk-join"),
    path(MATTER + "papers/", desk_papers.papers, name="desk-papers"),
    path(MATTER + "papers/new/<slug:paper>/", desk_papers.new, name="desk-paper-new"),
    path(MATTER + "forwarding-note/", desk_papers.forwarding_note, name="desk-forwarding"),
    path(MATTER + "letters/", desk_letters.letters, name="desk-letters"),
    path(MATTER + "letters/<slug:key>/", desk_letters.letter, name="desk-letter"),
    path(MATTER + "letters/<slug:key>/file/", desk_letters.letter_file, name="desk-letter-file"),
    path(MATTER + "remedies/", desk_letters.remedies, name="desk-remedies"),
    path(MATTER + "slip/", desk_counter.slip, name="desk-slip"),
    path(MATTER + "call/", desk_calls.call, name="desk-call"),
    path(MATTER + "moderate/", desk_moderation.moderate, name="desk-moderate"),
    path("pen/", desk_pen.pen, name="desk-pen"),
    path("pen/<int:number>/", desk_pen.one_held, name="desk-held"),
    path("pen/<int:number>/settle/", desk_pen.settle, name="desk-held-settle"),
]
