"""Follow-up projects: an alumnus leads, a mentor helps, a superior agrees and reviews, HR sees to it.

The only place that assigns ``Project.state``. Every rule begins by holding the project's row, so that of two
at once the second meets what the first did.
"""

from evaluation.projects.alumni import alumni_of, batches_to_offer, completed, own_trainings
from evaluation.projects.handover import answer_handover, hand_over, heirs_of, may_hand_over
from evaluation.projects.mentors import decline_mentoring, mentors_for, name_mentor
from evaluation.projects.notes import answer_help, comment, note, open_requests
from evaluation.projects.reviews import hands_of, lacking_reviews, review
from evaluation.projects.starting import Aims, offer, propose
from evaluation.projects.steps import STEPS, available_steps, change_aims, find_step, take_step
from evaluation.projects.sums import alive_by_opd
from evaluation.projects.waiting import waiting_for
from evaluation.projects.work import add_milestone, change_milestone, may_plan, reach_milestone

__all__ = [
    "STEPS",
    "Aims",
    "add_milestone",
    "alive_by_opd",
    "alumni_of",
    "answer_handover",
    "answer_help",
    "available_steps",
    "batches_to_offer",
    "change_aims",
    "change_milestone",
    "comment",
    "completed",
    "decline_mentoring",
    "find_step",
    "hand_over",
    "hands_of",
    "heirs_of",
    "lacking_reviews",
    "may_hand_over",
    "may_plan",
    "mentors_for",
    "name_mentor",
    "note",
    "offer",
    "open_requests",
    "own_trainings",
    "propose",
    "reach_milestone",
    "review",
    "take_step",
    "waiting_for",
]
