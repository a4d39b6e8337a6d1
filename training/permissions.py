"""Who may do what about training. Facts about persons only; the rules ask these."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from personnel.models import CivilServant, Unit, User
from personnel.permissions import is_city_hr, is_owner, is_unit_hr, may_manage_people
from planning.permissions import may_draw_up_plan
from training.models import Batch, Certificate, Enrolment, Session


def may_organise(user: User) -> bool:
    """Keep places, speakers and days, make batches, schedule and release them: BKPSDMD."""
    return is_city_hr(user)


def ask(by: User | None) -> None:
    """Refuse whoever does not organise; without anybody it is the clock or a command."""
    if by is not None and not may_organise(by):
        raise PermissionDenied


def may_see_means(user: User) -> bool:
    """Read speakers, places, holidays and rules: everybody who acts for others."""
    return bool(user.active_roles)


def may_keep_absences(user: User) -> bool:
    """Open the list of leave and duty travel: HR, each for its people."""
    return is_city_hr(user) or is_unit_hr(user)


def may_record_absence(user: User, civil_servant: CivilServant) -> bool:
    """Say that somebody is away: the HR of the unit or BKPSDMD, and nobody about themselves."""
    return may_manage_people(user, civil_servant.unit) and not is_owner(user, civil_servant)


def may_nominate(user: User) -> bool:
    """Put people forward for a batch, see who takes part and agree to it: HR, each for its people."""
    return is_city_hr(user) or is_unit_hr(user)


def may_see_participants(user: User, batch: Batch) -> bool:
    """Open the list of who takes part: those with a role (each whom they may see), and whoever is in charge
    of the batch."""
    return may_see_means(user) or (batch.organiser_id is not None and batch.organiser_id == user.pk)


def may_manage_enrolment(user: User, enrolment: Enrolment) -> bool:
    """Take somebody out of a batch: the HR of the person's unit or BKPSDMD."""
    return may_manage_people(user, enrolment.civil_servant.unit)


def may_write_letter(user: User, opd: Unit) -> bool:
    """Send an OPD's people with a letter of assignment: its own HR, and BKPSDMD."""
    return may_manage_people(user, opd)


def is_in_charge(user: User, batch: Batch) -> bool:
    """See a batch through: BKPSDMD, and whoever is named as its organiser."""
    return may_organise(user) or (batch.organiser_id is not None and batch.organiser_id == user.pk)


def may_record_attendance(user: User, session: Session) -> bool:
    """Keep the record of who was there."""
    return is_in_charge(user, session.batch)


def may_open_check_in(user: User, session: Session) -> bool:
    """Show the codes: those who keep the record, and who speaks in the session."""
    if may_record_attendance(user, session):
        return True
    person = user.civil_servant_id
    return person is not None and session.speaking.filter(speaker__civil_servant=person).exists()


def may_see_realisation(user: User) -> bool:
    """Read what became of the plans: everybody who acts for a unit or the city, each for theirs."""
    return bool(user.active_roles)


def may_record_missed(user: User, opd: Unit) -> bool:
    """Say why lines of an OPD's plan did not take place, and take that back: its own HR, and BKPSDMD."""
    return may_draw_up_plan(user, opd)


def may_revoke_certificate(user: User, certificate: Certificate) -> bool:
    """Take a certificate back or write it anew: BKPSDMD, and nobody their own."""
    return may_organise(user) and not is_owner(user, certificate.enrolment.civil_servant)


def may_verify_outside(user: User, civil_servant: CivilServant) -> bool:
    """Say whether training elsewhere counts: the HR of the person's unit or BKPSDMD, nobody their own."""
    return may_manage_people(user, civil_servant.unit) and not is_owner(user, civil_servant)


def may_export_siasn(user: User) -> bool:
    """Take the training records out for SIASN: BKPSDMD of all, the HR of a unit of its people."""
    return is_city_hr(user) or is_unit_hr(user)


def may_keep_siasn_codes(user: User) -> bool:
    """Enter the ids by which SIASN knows the city: BKPSDMD."""
    return is_city_hr(user)


def may_import_histories(user: User) -> bool:
    """Read in what people learned before: BKPSDMD."""
    return is_city_hr(user)
