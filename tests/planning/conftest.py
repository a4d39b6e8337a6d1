import pytest

from personnel.models import CivilServant
from planning.reference import load_bands
from tests.planning.world import CycleFactory, FormFactory, RuleFactory


@pytest.fixture
def bands(db):
    """The categories and predicates of the reference data."""
    load_bands()


@pytest.fixture
def elearning(db):
    """A form of development with its rule of hours."""
    return RuleFactory(form=FormFactory(code="C3")).form


@pytest.fixture
def free_year(cast):
    """A year in which nobody has to be brought to 20 JP but those whom a test names."""
    CivilServant.objects.update(employment="pppk_paruh_waktu")
    return CycleFactory()
