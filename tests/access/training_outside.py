"""Certificates from elsewhere: the person's own pages, HR's queue and answers, the file; the SIASN export."""

from tests.access import EVERYONE, Row
from tests.training.outside_world import WHY, certificate_of, handed_in, values, verified
from training import siasn

#: Without a record of their own.
OUTSIDERS = {"pyb", "ppk", "official", "administrator"}
#: Who manages the owner's people.
HR = {"unit_hr", "city_hr"}
#: HR of any unit.
ALL_HR = HR | {"stranger"}


def waiting(cast):
    return {"pk": handed_in(cast.owner).pk}


def accepted(cast):
    return {"pk": verified(cast.owner, cast.city_hr).pk}


def hrs_own(cast):
    """Nobody answers their own, though they are HR."""
    return {"pk": handed_in(cast.unit_hr).pk}


def a_reason(cast):
    return {"reason": WHY}


def the_stamp(cast):
    return {"stamp": ""}


def as_typed(cast):
    facts = values()
    return {name: value for name, value in facts.items() if value is not None and name != "form"} | {
        "form": facts["form"].pk
    }


def a_file(cast):
    certificate_of(cast.owner.civil_servant)
    return {"tahun": "2026", "kind": "csv"}


def codes(cast):
    stamp = siasn.stamp(siasn.codes_in_force())
    return {"instansiId": "A5EB03E23BFBF6A0E040640A040252AD", "stamp": stamp}


ROWS = [
    Row("training:outside_mine", allowed=EVERYONE - OUTSIDERS),
    Row("training:outside_new", allowed=EVERYONE - OUTSIDERS),
    # Without a file it is refused with words.
    Row("training:outside_new", allowed=EVERYONE - OUTSIDERS, method="post", data=as_typed, answer=422),
    Row("training:outside_list", allowed=ALL_HR),
    Row("training:outside_detail", args=waiting, allowed=HR | {"owner"}),
    Row("training:outside_detail", args=hrs_own, allowed=HR, note="of the unit's HR"),
    Row("training:outside_file", args=waiting, allowed=HR | {"owner"}),
    Row("training:outside_change", args=waiting, allowed={"owner"}),
    # Without the stamp of what was seen the form comes back.
    Row("training:outside_change", args=waiting, allowed={"owner"}, method="post", answer=422, data=as_typed),
    Row("training:outside_withdraw", args=waiting, allowed={"owner"}),
    Row("training:outside_withdraw", args=waiting, allowed={"owner"}, method="post", answer=302),
    # An outdated stamp shows the page again.
    Row("training:outside_verify", args=waiting, allowed=HR, method="post", answer=422, data=the_stamp),
    Row("training:outside_verify", args=hrs_own, allowed={"city_hr"}, method="post", answer=422, note="own"),
    Row("training:outside_verify_many", allowed=ALL_HR),
    Row("training:outside_verify_many", allowed=ALL_HR, method="post"),
    Row("training:outside_decline", args=waiting, allowed=HR),
    Row("training:outside_decline", args=waiting, allowed=HR, method="post", answer=302, data=a_reason),
    Row("training:outside_decline", args=hrs_own, allowed={"city_hr"}, note="nobody their own"),
    Row("training:outside_undo", args=accepted, allowed=HR),
    Row("training:outside_undo", args=accepted, allowed=HR, method="post", answer=302, data=a_reason),
    Row("training:siasn_export", allowed=ALL_HR),
    Row("training:siasn_export", allowed=ALL_HR, method="post", data=a_file),
    Row("training:siasn_codes", allowed={"city_hr"}),
    Row("training:siasn_codes", allowed={"city_hr"}, method="post", answer=302, data=codes),
]
