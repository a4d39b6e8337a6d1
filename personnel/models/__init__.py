from personnel.models.accounts import LegalBasis, RoleAssignment, User
from personnel.models.audit import AuditEntry
from personnel.models.corrections import DataCorrection
from personnel.models.history import RowChange
from personnel.models.imports import DataImport, ImportAnomaly, ImportRow
from personnel.models.notices import Notice, NoticeChoice
from personnel.models.passkeys import Passkey
from personnel.models.people import CivilServant, Placement, Position, Rank
from personnel.models.recounts import Recount
from personnel.models.sent_forms import SentForm
from personnel.models.sign_in import SignInAttempt
from personnel.models.turns import Turn
from personnel.models.units import Unit

__all__ = [
    "AuditEntry",
    "CivilServant",
    "DataCorrection",
    "DataImport",
    "ImportAnomaly",
    "ImportRow",
    "LegalBasis",
    "Notice",
    "NoticeChoice",
    "Passkey",
    "Placement",
    "Position",
    "Rank",
    "Recount",
    "RoleAssignment",
    "RowChange",
    "SentForm",
    "SignInAttempt",
    "Turn",
    "Unit",
    "User",
]
