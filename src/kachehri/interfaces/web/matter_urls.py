"""Addresses of matters in public: bringing one in, following it, the list, the private page."""

from django.urls import path

from kachehri.interfaces.web.pages import ask, matter_data, matters, mine, mine_more, report

MINE = "mine/<str:secret>/"

urlpatterns = [
    path("report/", report.report, name="report-problem"),
    path("report/<slug:step>/", report.report, name="report-problem-step"),
    path("ask/", ask.ask, name="ask"),
    path("ask/<slug:step>/", ask.ask, name="ask-step"),
    path("matters/", matters.matters, name="matters"),
    path("matters/map/", matters.matters_map, name="matters-map"),
    path("matters/log/", matters.log, name="moderation-log"),
    path("matters/data/", matter_data.data, name="matters-data"),
    path("matters/<int:number>/", matters.matter, name="matter"),
    path("matters/<int:number>/why/", matters.why, name="matter-why"),
    path("matters/<int:number>/support/", matters.support, name="matter-support"),
    path(MINE, mine.mine, name="mine"),
    path(MINE + "why/", mine.why, name="mine-why"),
    path(MINE + "add/", mine.add, name="mine-add"),
    path(MINE + "feedback/", mine_more.feedback, name="mine-feedback"),
    path(MINE + "contact/", mine_more.contact, name="mine-contact"),
    path(MINE + "do/<slug:key>/", mine.move, name="mine-move"),
    path(MINE + "next/<slug:remedy>/", mine.take, name="mine-next"),
    path(MINE + "letters/<slug:key>/", mine_more.letter, name="mine-letter"),
    path(MINE + "letters/<slug:key>/file/", mine_more.letter_file, name="mine-letter-file"),
]
