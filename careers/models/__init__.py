"""What a next post asks for, where a post leads, what was verified of a person, and what the person aims
at."""

from careers.models.evidence import CareerEvidence
from careers.models.goals import CareerGoal
from careers.models.rules import CareerRule, CreditPercent, CreditRate, Standing
from careers.models.steps import CareerStep, group_of

__all__ = [
    "CareerEvidence",
    "CareerGoal",
    "CareerRule",
    "CareerStep",
    "CreditPercent",
    "CreditRate",
    "Standing",
    "group_of",
]
