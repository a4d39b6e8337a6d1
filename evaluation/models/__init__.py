from evaluation.models.answers import Answer, AnswerValue, Remark, SealedAnswer
from evaluation.models.findings import Action, Finding
from evaluation.models.instruments import (
    Instrument,
    InstrumentVersion,
    Level,
    Obstacle,
    Option,
    Part,
    Question,
    Respondent,
    Scale,
    ScaleBand,
)
from evaluation.models.interviews import Interview, InterviewParticipant, InterviewQuestion, Quote, Theme
from evaluation.models.projects import (
    Milestone,
    Project,
    ProjectEvidence,
    ProjectNote,
    ProjectReview,
    RatingProposal,
)
from evaluation.models.waves import Invitation, Wave, WaveRule

__all__ = [
    "Action",
    "Answer",
    "AnswerValue",
    "Finding",
    "Instrument",
    "InstrumentVersion",
    "Interview",
    "InterviewParticipant",
    "InterviewQuestion",
    "Invitation",
    "Level",
    "Milestone",
    "Obstacle",
    "Option",
    "Part",
    "Project",
    "ProjectEvidence",
    "ProjectNote",
    "ProjectReview",
    "Question",
    "Quote",
    "RatingProposal",
    "Remark",
    "Respondent",
    "Scale",
    "ScaleBand",
    "SealedAnswer",
    "Theme",
    "Wave",
    "WaveRule",
]
