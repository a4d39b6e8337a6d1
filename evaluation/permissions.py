"""Who may do what about evaluation and follow-up. Facts about persons only; the rules ask these."""

from __future__ import annotations

from evaluation.models import Finding, Interview, Project
from personnel.models import Unit, User
from personnel.permissions import is_city_hr, is_official, is_ppk, is_pyb, is_unit_hr
from planning.raters import in_force


def may_keep_instruments(user: User) -> bool:
    """Build questionnaires, plan waves, name themes: BKPSDMD."""
    return is_city_hr(user)


def may_see_results(user: User) -> bool:
    """Read the results of closed waves, each within the small-cell rules: everybody who acts for others."""
    return bool(user.active_roles)


def may_hold_interviews(user: User) -> bool:
    """Plan talks with alumni and note them: BKPSDMD."""
    return is_city_hr(user)


def may_note(user: User, interview: Interview) -> bool:
    """Write down what was said: whoever holds the talk, as long as they may hold one."""
    return may_hold_interviews(user) and interview.interviewer_id == user.pk


def may_offer_project(user: User, unit: Unit) -> bool:
    """Offer an alumnus a project: BKPSDMD and the HR of the unit."""
    return is_city_hr(user) or is_unit_hr(user, unit)


def leads(user: User, project: Project) -> bool:
    return user.civil_servant_id is not None and user.civil_servant_id == project.leader_id


def is_superior_of(user: User, project: Project) -> bool:
    """The superior named in the project or whoever stands in for them today, and never the leader."""
    if user.civil_servant_id is None or leads(user, project):
        return False
    if user.civil_servant_id == project.superior_id:
        return True
    return in_force().filter(superior=project.superior_id, deputy=user.civil_servant_id).exists()


def is_mentor_of(user: User, project: Project) -> bool:
    return user.civil_servant_id is not None and user.civil_servant_id == project.mentor_id


def is_hr_of(user: User, project: Project) -> bool:
    """BKPSDMD, and the HR of the OPD that the project belongs to or in which its leader serves now."""
    if leads(user, project):
        return False
    return is_city_hr(user) or is_unit_hr(user, project.opd) or is_unit_hr(user, project.leader.unit)


def parts_of(user: User, project: Project) -> frozenset[str]:
    """Which parts somebody plays in a project: leader (and then nothing else), superior, mentor, hr."""
    if leads(user, project):
        return frozenset({"leader"})
    parts = {"superior": is_superior_of, "mentor": is_mentor_of, "hr": is_hr_of}
    return frozenset(part for part, plays in parts.items() if plays(user, project))


def may_record_finding(user: User, opd: Unit | None) -> bool:
    """Write a finding of the city: BKPSDMD; of an OPD: its HR too."""
    return is_city_hr(user) if opd is None else is_city_hr(user) or is_unit_hr(user, opd)


def may_record_findings(user: User) -> bool:
    """Open the form for a finding; of which OPD, the rule asks."""
    return is_city_hr(user) or is_unit_hr(user)


def may_act_on(user: User, finding: Finding) -> bool:
    """Turn a finding into an action and end it: whoever may record it."""
    return may_record_finding(user, finding.opd)


def may_see_commitment(user: User) -> bool:
    """See each unit's share on the commitment board: HR and officials."""
    return is_city_hr(user) or is_unit_hr(user) or is_official(user) or is_pyb(user) or is_ppk(user)


def may_see_impact_of(user: User, opd: Unit) -> bool:
    """Read what training gave one OPD: those with a role there, and those who read the whole city."""
    return user.sees_city or opd.pk in user.role_opds
