"""Addresses of talks, codebooks, quotes and knowledge at the desk."""

from django.urls import path

from kachehri.interfaces.web.pages import (
    desk_voices,
    desk_voices_books,
    desk_voices_coding,
    desk_voices_quotes,
    desk_voices_talks,
)

TALK = "<int:talk_id>/"
TEXT = "texts/<int:text_id>/"
BOOK = "codebooks/<int:book_id>/"

urlpatterns = [
    path("", desk_voices.talks, name="desk-voices"),
    path("new/", desk_voices_talks.new_talk, name="desk-talk-new"),
    path(TALK, desk_voices.talk, name="desk-talk"),
    path(TALK + "change/", desk_voices_talks.change_talk, name="desk-talk-change"),
    path(TALK + "people/new/", desk_voices.new_person, name="desk-talk-person"),
    path(TALK + "people/<int:number>/back/", desk_voices.take_back, name="desk-talk-back"),
    path(TALK + "texts/new/", desk_voices.new_text, name="desk-text-new"),
    path(TALK + "sounds/new/", desk_voices.new_sound, name="desk-sound-new"),
    path("sounds/<int:recording_id>/", desk_voices.sound, name="desk-sound"),
    path("sounds/<int:recording_id>/erase/", desk_voices.erase_sound, name="desk-sound-erase"),
    path(TEXT, desk_voices_coding.text, name="desk-text"),
    path(TEXT + "begin/", desk_voices_coding.begin, name="desk-coding-begin"),
    path(TEXT + "code/", desk_voices_coding.code, name="desk-coding-code"),
    path(TEXT + "agreement/<int:book_id>/", desk_voices_coding.agreement, name="desk-agreement"),
    path("turns/<int:turn_id>/", desk_voices_coding.turn, name="desk-turn"),
    path("turns/<int:turn_id>/correct/", desk_voices_coding.correct, name="desk-turn-correct"),
    path("turns/<int:turn_id>/out/", desk_voices_coding.take_out, name="desk-turn-out"),
    path("turns/<int:turn_id>/quote/", desk_voices_quotes.propose, name="desk-turn-quote"),
    path("codings/<int:coding_id>/off/", desk_voices_coding.off, name="desk-coding-off"),
    path("tasks/<int:task_id>/end/", desk_voices_coding.end, name="desk-coding-end"),
    path("codebooks/", desk_voices_books.books, name="desk-codebooks"),
    path("codebooks/new/", desk_voices_books.new_book, name="desk-codebook-new"),
    path(BOOK, desk_voices_books.book, name="desk-codebook"),
    path(BOOK + "code/", desk_voices_books.write_code, name="desk-code-new"),
    path(BOOK + "code/<int:code_id>/end/", desk_voices_books.end_code, name="desk-code-end"),
    path(BOOK + "import/", desk_voices_books.bring, name="desk-codebook-import"),
    path(BOOK + "file/<slug:form>/", desk_voices_books.file, name="desk-codebook-file"),
    path(BOOK + "themes/", desk_voices_books.themes, name="desk-themes"),
    path("quotes/", desk_voices_quotes.quotes, name="desk-quotes"),
    path("quotes/<int:quote_id>/", desk_voices_quotes.quote, name="desk-quote"),
    path("knowledge/", desk_voices_quotes.knowledge, name="desk-knowledge"),
    path("knowledge/new/", desk_voices_quotes.new_knowledge, name="desk-knowledge-new"),
    path("knowledge/<int:knowledge_id>/", desk_voices_quotes.one_knowledge, name="desk-known"),
]
