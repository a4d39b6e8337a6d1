from planning.models.catalogue import ConversionRule, DevelopmentForm, Programme, Provider
from planning.models.competencies import BehaviourIndicator, Competency, CompetencyLevel
from planning.models.cycles import CityPriority, Cycle
from planning.models.needs import LearningYear, MatchBand, Need, NeedSummary, TargetPosition, UnitNeed
from planning.models.plans import DraftLeftover, NeedSnapshot, Plan, PlanItem, PlanStep, PlanTarget
from planning.models.ratings import CompetencyRating, PerformanceBand, PerformanceRating
from planning.models.standards import LevelDefault, StandardRequirement, StandardVersion

__all__ = [
    "BehaviourIndicator",
    "CityPriority",
    "Competency",
    "CompetencyLevel",
    "CompetencyRating",
    "ConversionRule",
    "Cycle",
    "DevelopmentForm",
    "DraftLeftover",
    "LearningYear",
    "LevelDefault",
    "MatchBand",
    "Need",
    "NeedSnapshot",
    "NeedSummary",
    "PerformanceBand",
    "PerformanceRating",
    "Plan",
    "PlanItem",
    "PlanStep",
    "PlanTarget",
    "Programme",
    "Provider",
    "StandardRequirement",
    "StandardVersion",
    "TargetPosition",
    "UnitNeed",
]
