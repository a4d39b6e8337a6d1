"""What every test may ask for."""

from __future__ import annotations

import pytest

from tests import cast as cast_module
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def sign_in():
    """``sign_in(cast.owner)`` gives a client that has passed every gate."""
    return cast_module.sign_in
