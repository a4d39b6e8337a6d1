"""What an attacker with a solver finds out of shown figures."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np


class Known:
    """Linear facts about a world of whole numbers from 0 to ``most``: ``lower <= rows @ world <= upper``."""

    def __init__(
        self,
        rows: np.ndarray,
        lower: Sequence[float],
        upper: Sequence[float],
        *,
        most: float = highspy.kHighsInf,
    ):
        self.worlds: list[np.ndarray] = []  # that fit, as far as they have been found
        length = rows.shape[1]
        self._columns = np.arange(length, dtype=np.int32)
        self._solver = highspy.Highs()
        # In some orders of the rows the presolve of HiGHS 1.12 found no world, though the true one is there.
        for option, value in (("output_flag", False), ("presolve", "off"), ("threads", 1)):
            self._solver.setOptionValue(option, value)
        self._solver.addVars(length, np.zeros(length), np.full(length, most))
        self._solver.changeColsIntegrality(
            length, self._columns, np.full(length, highspy.HighsVarType.kInteger, dtype=np.uint8)
        )
        for row, least, greatest in zip(rows, lower, upper, strict=True):
            places = np.flatnonzero(row).astype(np.int32)
            self._solver.addRow(least, greatest, len(places), places, row[places].astype(float))

    def span(self, aim: np.ndarray) -> tuple[float, float]:
        """The least and the most that ``aim @ world`` can be; infinite where it has no end."""
        return self._least(aim), -self._least(-aim)

    def _least(self, aim: np.ndarray) -> float:
        self._solver.changeColsCost(len(aim), self._columns, aim.astype(float))
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return -np.inf
        assert status == highspy.HighsModelStatus.kOptimal, status
        self.worlds.append(np.array(self._solver.getSolution().col_value).round())
        return float(aim @ self.worlds[-1])
