"""What one was asked, and one's own answers with names: nobody else's, none of an anonymous wave."""

from evaluation import closing
from tests.access import EVERYONE, Row
from tests.evaluation.wave_world import answer, open_wave
from tests.evaluation.world import make_version


def named(cast):
    wave = open_wave([cast.owner.civil_servant], make_version(is_anonymous=False))
    answer(wave, cast.owner.civil_servant)
    closing.close_wave(wave, by=None)
    return {"pk": wave.invitations.get().pk}


def still_open(cast):
    wave = open_wave([cast.owner.civil_servant], make_version(is_anonymous=False))
    answer(wave, cast.owner.civil_servant)
    return {"pk": wave.invitations.get().pk}


def anonymous(cast):
    wave = open_wave([cast.owner.civil_servant])
    answer(wave, cast.owner.civil_servant)
    closing.close_wave(wave, by=None)
    return {"pk": wave.invitations.get().pk}


ROWS = [
    Row("evaluation:my_invitations", allowed=set(EVERYONE)),
    Row("evaluation:my_answers", allowed={"owner"}, args=named),
    Row("evaluation:my_answers", allowed=set(), args=still_open, note="open"),
    Row("evaluation:my_answers", allowed=set(), args=anonymous, note="anonymous"),
]
