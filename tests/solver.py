"""What an attacker with a solver finds out of shown figures."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import Bounds, OptimizeResult, milp


def least(objective: np.ndarray, known: Any, *, most: float = np.inf) -> OptimizeResult:
    """The world of whole numbers from 0 to ``most`` that fits what is known and makes the objective least."""
    return milp(
        objective,
        constraints=known,
        integrality=np.ones(len(objective)),
        bounds=Bounds(0, most),
        # In some orders of the rows the presolve of HiGHS 1.12 finds no world, though the true one is there.
        options={"presolve": False},
    )
