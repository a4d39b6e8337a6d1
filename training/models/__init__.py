from training.models.attendance import Attendance, CheckIn, JpEntry
from training.models.batches import Batch, During, Session, SessionSpeaker
from training.models.certificates import (
    Certificate,
    CertificateCounter,
    CertificateRules,
    OutsideTraining,
    Result,
)
from training.models.days_off import Holiday, StaffAbsence
from training.models.demand import DemandRun, ProposedBatch, ProposedSeat, Unplaced
from training.models.enrolments import Enrolment, SessionSeat
from training.models.letters import AssignmentLetter
from training.models.outcomes import CarriedLine, LineMissed
from training.models.places import Room, TravelTime, Venue
from training.models.quotas import UnitQuota
from training.models.releases import CalendarFeed, Release, ReleasedSession
from training.models.rules import ScheduleRule
from training.models.siasn import SiasnCode
from training.models.speakers import Speaker, SpeakerAbsence

__all__ = [
    "AssignmentLetter",
    "Attendance",
    "Batch",
    "CalendarFeed",
    "CarriedLine",
    "Certificate",
    "CertificateCounter",
    "CertificateRules",
    "CheckIn",
    "DemandRun",
    "During",
    "Enrolment",
    "Holiday",
    "JpEntry",
    "LineMissed",
    "OutsideTraining",
    "ProposedBatch",
    "ProposedSeat",
    "Release",
    "ReleasedSession",
    "Result",
    "Room",
    "ScheduleRule",
    "Session",
    "SessionSeat",
    "SessionSpeaker",
    "SiasnCode",
    "Speaker",
    "SpeakerAbsence",
    "StaffAbsence",
    "TravelTime",
    "UnitQuota",
    "Unplaced",
    "Venue",
]
