from planning.models.allocation import Allocation, AllocationLine
from planning.models.catalogue import ConversionRule, DevelopmentForm, Programme, Provider
from planning.models.comments import ItemComment
from planning.models.competencies import BehaviourIndicator, Competency, CompetencyLevel
from planning.models.consultation import ConsultationLine, ConsultationTurn
from planning.models.cycles import CityPriority, Cycle
from planning.models.item_facts import ItemFacts
from planning.models.items import PlanItem, PlanTarget
from planning.models.needs import LearningYear, MatchBand, Need, NeedSummary, TargetPosition, UnitNeed
from planning.models.plans import DraftLeftover, NeedSnapshot, Plan, PlanStep
from planning.models.proposals import Proposal
from planning.models.ratings import CompetencyRating, PerformanceBand, PerformanceRating
from planning.models.sheets import (
    DialogueTurn,
    RaterDeputy,
    RatingDialogue,
    RatingSheet,
    SheetAnswer,
    SheetEvidence,
)
from planning.models.stages import CycleStage, StageExtension
from planning.models.standards import LevelDefault, StandardRequirement, StandardVersion
from planning.models.suggestions import Suggestion, SuggestionAnswer, SuggestionSupport
from planning.models.versions import PlanComparison, PlanVersion, VersionItem, VersionTarget

__all__ = [
    "Allocation",
    "AllocationLine",
    "BehaviourIndicator",
    "CityPriority",
    "Competency",
    "CompetencyLevel",
    "CompetencyRating",
    "ConsultationLine",
    "ConsultationTurn",
    "ConversionRule",
    "Cycle",
    "CycleStage",
    "DevelopmentForm",
    "DialogueTurn",
    "DraftLeftover",
    "ItemComment",
    "ItemFacts",
    "LearningYear",
    "LevelDefault",
    "MatchBand",
    "Need",
    "NeedSnapshot",
    "NeedSummary",
    "PerformanceBand",
    "PerformanceRating",
    "Plan",
    "PlanComparison",
    "PlanItem",
    "PlanStep",
    "PlanTarget",
    "PlanVersion",
    "Programme",
    "Proposal",
    "Provider",
    "RaterDeputy",
    "RatingDialogue",
    "RatingSheet",
    "SheetAnswer",
    "SheetEvidence",
    "StageExtension",
    "StandardRequirement",
    "StandardVersion",
    "Suggestion",
    "SuggestionAnswer",
    "SuggestionSupport",
    "TargetPosition",
    "UnitNeed",
    "VersionItem",
    "VersionTarget",
]
