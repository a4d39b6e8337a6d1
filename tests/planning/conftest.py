import pytest

from planning.reference import load_bands


@pytest.fixture
def bands(db):
    """The categories and predicates of the reference data."""
    load_bands()
