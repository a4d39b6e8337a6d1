from personnel.models import DataCorrection, LegalBasis, Passkey
from tests.access import EVERYONE, Row

MANAGERS = {"city_hr", "administrator"}
ACTING = EVERYONE - {"owner", "colleague", "superior"}  # everybody with a role
PRIVILEGED = ACTING
CIVIL_SERVANTS = EVERYONE - {"pyb", "ppk", "official", "administrator"}
# Who may look into the owner's record: the person, the superior, and the roles over Dinas Sosial.
SEES_OWNER = EVERYONE - {"colleague", "stranger"}


def owner(cast):
    return {"pk": cast.owner.civil_servant_id}


def correction(cast):
    row = DataCorrection.objects.create(
        civil_servant=cast.owner.civil_servant, subject="name", wanted="Ni Wayan"
    )
    return {"pk": row.pk}


def passkey(cast):
    row = Passkey.objects.create(user=cast.owner, name="Ponsel", credential_id=b"1", public_key=b"1")
    return {"pk": row.pk}


def colleague_account(cast):
    return {"pk": cast.colleague.pk}


def unit(cast):
    return {"pk": cast.bidang_a.pk}


def role_of_unit_hr(cast):
    return {"pk": cast.unit_hr.role_assignments.get().pk}


def basis(cast):
    row = LegalBasis.objects.create(text="Undang-Undang Contoh", order=1, valid_from="2023-10-31")
    return {"pk": row.pk}


def basis_data(cast):
    return {"text": "Peraturan Contoh", "order": 2, "valid_from": "2026-01-01"}


ROWS = [
    # The door
    Row("personnel:sign_in", allowed=set(), refused=302, anonymous=200, note="already inside"),
    Row(
        "personnel:sign_in", method="post", allowed=EVERYONE, answer=422, anonymous=422, note="nothing typed"
    ),
    Row("personnel:sign_out", method="post", allowed=EVERYONE, answer=302),
    Row("personnel:sign_out", allowed=EVERYONE, answer=405, note="a link must not sign out"),
    Row("personnel:held_form", allowed=EVERYONE, answer=302, note="nothing is held"),
    Row("personnel:password_change", allowed=EVERYONE),
    Row("personnel:second_factor_enrol", allowed=PRIVILEGED, answer=302, note="done already"),
    Row("personnel:second_factor_verify", allowed=PRIVILEGED, answer=302, note="done already"),
    Row("personnel:recovery_codes_renew", method="post", allowed=PRIVILEGED),
    Row("personnel:passkey_list", allowed=EVERYONE),
    Row("personnel:passkey_list", method="post", allowed=EVERYONE, answer=422, note="no device answered"),
    Row("personnel:passkey_remove", args=passkey, allowed={"owner"}),
    Row("personnel:passkey_remove", args=passkey, method="post", allowed={"owner"}, answer=302),
    # Search: everybody, each within what they may see
    Row("personnel:search", allowed=EVERYONE, note="the empty page"),
    Row("personnel:search", method="post", data=lambda cast: {"cari": "andi"}, allowed=EVERYONE, answer=302),
    # People
    Row("personnel:my_data", allowed=EVERYONE),
    Row("personnel:correction_new", allowed=CIVIL_SERVANTS),
    Row("personnel:correction_new", method="post", allowed=CIVIL_SERVANTS, answer=422),
    Row("personnel:correction_list", allowed={"unit_hr", "city_hr", "stranger"}),
    Row("personnel:correction_answer", args=correction, allowed={"unit_hr", "city_hr"}),
    Row(
        "personnel:correction_answer",
        args=correction,
        method="post",
        allowed={"unit_hr", "city_hr"},
        answer=422,
    ),
    Row("personnel:civil_servant_list", allowed=ACTING | {"superior"}),
    Row("personnel:civil_servant_find", method="post", allowed=ACTING | {"superior"}, answer=302),
    Row(
        "personnel:civil_servant_list",
        method="post",
        data=lambda cast: {"unduh": "csv"},
        allowed={"unit_hr", "city_hr", "stranger"},
        note="take it out",
    ),
    Row("personnel:civil_servant_detail", args=owner, allowed=SEES_OWNER),
    Row("personnel:civil_servant_history", args=owner, allowed=SEES_OWNER),
    Row("personnel:civil_servant_superior", args=owner, allowed={"unit_hr", "city_hr"}),
    Row(
        "personnel:civil_servant_superior",
        args=owner,
        method="post",
        data=lambda cast: {"superior": cast.unit_head.civil_servant_id},
        allowed={"unit_hr", "city_hr"},
        answer=302,
    ),
    Row("personnel:first_password_again", args=owner, allowed={"unit_hr", "city_hr"}),
    Row("personnel:first_password_again", args=owner, method="post", allowed={"unit_hr", "city_hr"}),
    Row(
        "personnel:first_password_again",
        args=lambda cast: {"pk": cast.unit_head.civil_servant_id},
        method="post",
        allowed={"city_hr"},
        note="of a role holder",
    ),
    # Units
    Row("personnel:unit_list", allowed=ACTING),
    Row("personnel:unit_detail", args=unit, allowed=ACTING - {"stranger"}),
    Row("personnel:unit_new", allowed=MANAGERS),
    Row(
        "personnel:unit_new",
        method="post",
        data=lambda cast: {"code": "BARU", "name": "Badan Baru", "kind": "badan"},
        allowed=MANAGERS,
        answer=302,
    ),
    Row("personnel:unit_change", args=unit, allowed=MANAGERS),
    Row(
        "personnel:unit_change",
        args=unit,
        method="post",
        data=lambda cast: {"name": "Bidang Alfa", "kind": "bidang", "is_active": "on"},
        allowed=MANAGERS,
        answer=302,
    ),
    Row("personnel:unit_move", args=unit, allowed=MANAGERS),
    Row(
        "personnel:unit_move",
        args=unit,
        method="post",
        data=lambda cast: {"parent": cast.bkpsdmd.pk},
        allowed=MANAGERS,
        answer=302,
    ),
    # Roles, accounts, audit
    Row("personnel:official_list", allowed=ACTING),
    Row("personnel:role_list", allowed=MANAGERS),
    Row("personnel:role_new", args=colleague_account, allowed=MANAGERS),
    Row(
        "personnel:role_new",
        args=colleague_account,
        method="post",
        data=lambda cast: {
            "role": "unit_hr",
            "unit": cast.bidang_b.pk,
            "capacity": "definitif",
            "starts_on": "2026-11-01",
        },
        allowed=MANAGERS,
        answer=302,
    ),
    Row(
        "personnel:role_new",
        args=lambda cast: {"pk": cast.city_hr.pk},
        allowed={"administrator"},
        note="nobody for themself",
    ),
    Row("personnel:role_end", args=role_of_unit_hr, allowed=MANAGERS),
    Row("personnel:account_list", allowed=MANAGERS),
    Row("personnel:account_new", allowed={"administrator"}),
    Row(
        "personnel:account_new",
        method="post",
        data=lambda cast: {"name": "Petugas", "username": "petugas"},
        allowed={"administrator"},
    ),
    Row("personnel:account_detail", args=colleague_account, allowed=MANAGERS),
    Row("personnel:account_history", args=colleague_account, allowed=MANAGERS),
    Row(
        "personnel:account_close",
        args=colleague_account,
        method="post",
        allowed={"administrator"},
        answer=302,
    ),
    Row(
        "personnel:account_open", args=colleague_account, method="post", allowed={"administrator"}, answer=302
    ),
    Row("personnel:account_reset_second_factor", args=colleague_account, allowed={"administrator"}),
    Row(
        "personnel:account_reset_second_factor",
        args=colleague_account,
        method="post",
        allowed={"administrator"},
        answer=302,
    ),
    Row("personnel:legal_basis_list", allowed=MANAGERS),
    Row("personnel:legal_basis_new", allowed=MANAGERS),
    Row("personnel:legal_basis_new", method="post", data=basis_data, allowed=MANAGERS, answer=302),
    Row("personnel:legal_basis_change", args=basis, allowed=MANAGERS),
    Row(
        "personnel:legal_basis_change",
        args=basis,
        method="post",
        data=basis_data,
        allowed=MANAGERS,
        answer=302,
    ),
    Row("personnel:legal_basis_end", args=basis, allowed=MANAGERS),
    Row(
        "personnel:legal_basis_end",
        args=basis,
        method="post",
        data=lambda cast: {"valid_to": "2026-12-31"},
        allowed=MANAGERS,
        answer=302,
    ),
    Row("personnel:audit_list", allowed={"administrator"}),
    Row("personnel:recount_detail", allowed={"administrator"}),
]
