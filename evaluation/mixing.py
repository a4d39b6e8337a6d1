"""What lies sealed in open waves is written anew, shuffled: every minute what has come in, every night all.

The mark on an invitation and the answer are two transactions, but neighbours: whoever copied the database
together with the key of the seals would pair them by their numbers, by their places on disk or by the order
of their ciphertexts. Written anew together, they all have one number and no order (ADR 0015).
"""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction

from evaluation.models import Invitation, SealedAnswer, Wave
from evaluation.waves.guard import locked

logger = logging.getLogger(__name__)
#: So many rows of a wave are written anew in a minute: the youngest, and with them such as were mixed before.
A_MINUTES = 600

# The last transaction that wrote to the wave has written neither all of it nor a minute's worth: it was not
# ours.
UNMIXED = """
SELECT wave_id FROM (
    SELECT wave_id, kind, age, min(age) OVER (PARTITION BY wave_id) AS youngest FROM (
        SELECT wave_id, 'answer' AS kind, age(xmin) AS age FROM evaluation_sealedanswer
        UNION ALL SELECT wave_id, 'invitation', age(xmin) FROM evaluation_invitation
    ) AS written
) AS written
JOIN evaluation_wave AS wave ON wave.id = wave_id AND wave.state = 'open'
GROUP BY wave_id
HAVING count(*) FILTER (WHERE kind = 'answer' AND age = youngest)
           < least(%(most)s, count(*) FILTER (WHERE kind = 'answer'))
    OR count(*) FILTER (WHERE kind = 'invitation' AND age = youngest)
           < least(%(most)s, count(*) FILTER (WHERE kind = 'invitation'))
ORDER BY wave_id
"""
# By way of a table of this transaction only: the ciphertexts are written anew too, in the order of chance,
# and never pass through our memory.
ANEW = """
CREATE TEMPORARY TABLE mixed ON COMMIT DROP AS
    SELECT * FROM {table} WHERE wave_id = %(wave)s ORDER BY age(xmin), gen_random_uuid() LIMIT %(most)s;
DELETE FROM {table} AS old USING mixed WHERE old.{key} = mixed.{key};
INSERT INTO {table} SELECT * FROM mixed ORDER BY {order};
DROP TABLE mixed;
"""
ORDER = {SealedAnswer: "gen_random_uuid()", Invitation: "id"}


def mix_open() -> int:
    """Every minute: the open waves into which something has come since the last time. How many."""
    with connection.cursor() as cursor:
        cursor.execute(UNMIXED, {"most": A_MINUTES})
        waves = [wave for (wave,) in cursor.fetchall()]
    for wave in Wave.objects.filter(pk__in=waves).order_by("pk"):
        mix(wave, most=A_MINUTES)
    if waves:
        sweep_dead_rows()
    return len(waves)


def blur_open() -> int:
    """Every night: all open waves, whole. How many."""
    waves = list(Wave.objects.filter(state=Wave.State.OPEN).order_by("pk"))
    for wave in waves:
        mix(wave)
    if waves:
        sweep_dead_rows()
    return len(waves)


@transaction.atomic
def mix(wave: Wave, *, most: int | None = None) -> None:
    """Write the youngest rows of an open wave anew, answers and invitations in one transaction; without
    ``most`` all of them."""
    wave = locked(wave)  # whoever is sending ends first
    if wave.state != Wave.State.OPEN:
        return
    with connection.cursor() as cursor:
        for model, order in ORDER.items():
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(ANEW.format(table=table, key=key, order=order), {"wave": wave.pk, "most": most})


def sweep_dead_rows() -> None:
    """What was deleted leaves the files of the database too, as far as no older reader still needs it."""
    if connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            for table in (SealedAnswer, Invitation):
                cursor.execute(f"VACUUM {connection.ops.quote_name(table._meta.db_table)}")
    except DatabaseError as error:
        logger.warning("Dead rows were not swept: %s", type(error).__name__)
