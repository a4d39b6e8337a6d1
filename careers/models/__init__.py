"""What a next post asks for, where a post leads, what was verified of a person, and what the person aims
at."""

from careers.models.evidence import CareerEvidence
from careers.models.goals import CareerGoal, GoalCheck
from careers.models.nominations import NominationCheck, SuccessorNomination
from careers.models.rules import CareerRule, CreditPercent, CreditRate, Standing
from careers.models.seats import RetirementAge, Seat
from careers.models.steps import CareerStep, group_of
from careers.models.talent import OfficialTalentResult, TalentBox, TalentObjection

__all__ = [
    "CareerEvidence",
    "CareerGoal",
    "CareerRule",
    "CareerStep",
    "CreditPercent",
    "CreditRate",
    "GoalCheck",
    "NominationCheck",
    "OfficialTalentResult",
    "RetirementAge",
    "Seat",
    "Standing",
    "SuccessorNomination",
    "TalentBox",
    "TalentObjection",
    "group_of",
]
