"""Interviews and group discussions: planned, consented to, held, quoted, reported. State is assigned here."""

from evaluation.interviews.consenting import give_consent, may_answer
from evaluation.interviews.holding import add_quote, remove_quote, report_talks, write_notes
from evaluation.interviews.lists import save_standard_questions, save_theme, standard_questions
from evaluation.interviews.planning import (
    MOST_PEOPLE,
    MOST_QUESTIONS,
    cancel_interview,
    change_interview,
    people_there,
    plan_interview,
    stamp_of_interview,
)
from evaluation.interviews.sums import Quoted, ThemeSums, quotes_of, themes_of
from evaluation.interviews.waiting import awaiting_consent, awaiting_notes, ready_to_report

__all__ = [
    "MOST_PEOPLE",
    "MOST_QUESTIONS",
    "Quoted",
    "ThemeSums",
    "add_quote",
    "awaiting_consent",
    "awaiting_notes",
    "cancel_interview",
    "change_interview",
    "give_consent",
    "may_answer",
    "people_there",
    "plan_interview",
    "quotes_of",
    "ready_to_report",
    "remove_quote",
    "report_talks",
    "save_standard_questions",
    "save_theme",
    "stamp_of_interview",
    "standard_questions",
    "themes_of",
    "write_notes",
]
