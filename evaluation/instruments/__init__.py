"""Questionnaires as BKPSDMD builds them: instruments, their versions, and what stands in a version.

``life`` is the only place that assigns a version's state. Everything that changes a version happens under the
lock of its row, and only while it is a draft.
"""

from evaluation.instruments.completeness import problems
from evaluation.instruments.content import (
    add_part,
    add_question,
    change_introduction,
    change_part,
    change_question,
    mark_obstacles,
    move_part,
    move_question,
    remove_part,
    remove_question,
    set_condition,
)
from evaluation.instruments.differences import Difference, differences
from evaluation.instruments.life import (
    bring_back,
    copy_instrument,
    discard,
    freeze,
    is_frozen,
    make,
    put_in_use,
    rename,
    retire,
    set_anonymity,
    start_draft,
)
from evaluation.instruments.scales import remove_scale, save_scale

__all__ = [
    "Difference",
    "add_part",
    "add_question",
    "bring_back",
    "change_introduction",
    "change_part",
    "change_question",
    "copy_instrument",
    "differences",
    "discard",
    "freeze",
    "is_frozen",
    "make",
    "mark_obstacles",
    "move_part",
    "move_question",
    "problems",
    "put_in_use",
    "remove_part",
    "remove_question",
    "remove_scale",
    "rename",
    "retire",
    "save_scale",
    "set_anonymity",
    "set_condition",
    "start_draft",
]
