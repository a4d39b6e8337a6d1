"""The two ratings of the year, as if everybody had filled their sheets in October: by set-based SQL.

Chance is the hash of a person's key, so the same city always says the same. In the OPD whose rating is still
going on only some have sent, and a sheet without its counterpart stays unpublished.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction

from personnel.models import CivilServant, User
from planning import needs
from planning.models import Cycle

#: Sheets sent, in percent: by oneself and by the superior; where the stage is over, and where it goes on.
SENT = {False: (84, 90), True: (62, 55)}

PERSON = """
    SELECT c.id, u.opd_id, own.id AS own_user, boss.id AS boss_user, u.opd_id = ANY(%(open)s) AS going_on,
           abs(hashtext(c.pns_id || 'mandiri')) %% 100 AS own_chance,
           abs(hashtext(c.pns_id || 'atasan')) %% 100 AS boss_chance
    FROM personnel_civilservant c
    JOIN personnel_unit u ON u.id = c.unit_id
    JOIN personnel_user own ON own.civil_servant_id = c.id
    LEFT JOIN personnel_civilservant s ON s.id = c.superior_id AND s.legal_state = 'aktif'
    LEFT JOIN personnel_user boss ON boss.civil_servant_id = s.id
    WHERE c.legal_state = 'aktif' AND NOT c.id = ANY(%(keep)s)
      -- Whoever was never rated before is left out again, so that the map keeps its hatched cells.
      AND EXISTS (SELECT 1 FROM planning_competencyrating r WHERE r.civil_servant_id = c.id)
"""

SHEETS = f"""
WITH person AS ({PERSON}),
sent AS (
    SELECT id, 'mandiri' AS hand, own_user AS author, own_chance AS chance, going_on FROM person
    WHERE own_chance < CASE WHEN going_on THEN %(own_open)s ELSE %(own_over)s END
    UNION ALL
    SELECT id, 'atasan', boss_user, boss_chance, going_on FROM person
    WHERE boss_user IS NOT NULL
      AND boss_chance < CASE WHEN going_on THEN %(boss_open)s ELSE %(boss_over)s END
),
dated AS (
    SELECT *, %(since)s::timestamptz + chance * interval '11 hours' AS sent_at,
           count(*) OVER (PARTITION BY id) AS hands
    FROM sent
)
INSERT INTO planning_ratingsheet
      (cycle_id, civil_servant_id, hand, author_id, created_at, updated_at, sent_at, published_at)
SELECT %(cycle)s, id, hand, author, sent_at - interval '2 days', sent_at, sent_at,
       CASE WHEN NOT going_on OR hands = 2 THEN sent_at + interval '1 hour' END
FROM dated ORDER BY id, hand
"""  # noqa: S608 - our own words

# People see themselves a little higher than their superior does; a few see something else altogether.
ANSWERS = """
WITH said AS (
    SELECT s.id AS sheet_id, n.competency_id, s.hand, s.sent_at,
           COALESCE(n.attained, GREATEST(1, n.required - 1)) AS base,
           abs(hashtext(n.civil_servant_id || '/' || n.competency_id || s.hand)) %% 100 AS chance
    FROM planning_ratingsheet s
    JOIN planning_need n ON n.civil_servant_id = s.civil_servant_id AND n.basis = 'sekarang'
    WHERE s.cycle_id = %(cycle)s AND s.sent_at IS NOT NULL
),
rated AS (
    SELECT *, LEAST(5, GREATEST(0, base + CASE
        WHEN hand = 'mandiri' THEN CASE WHEN chance < 3 THEN 2 WHEN chance < 30 THEN 1 ELSE 0 END
        ELSE CASE WHEN chance < 12 THEN -1 WHEN chance > 92 THEN 1 ELSE 0 END END)) AS level
    FROM said
)
INSERT INTO planning_sheetanswer
      (sheet_id, competency_id, chosen_level, shows_1, shows_2, shows_3, note, updated_at)
SELECT sheet_id, competency_id,
       CASE WHEN chance %% 4 = 0 AND level < 5 THEN level + 1 ELSE level END,
       CASE WHEN level > 0 OR chance %% 4 = 0 THEN true END,
       CASE WHEN level > 0 OR chance %% 4 = 0 THEN true END,
       CASE WHEN chance %% 4 = 0 AND level < 5 THEN false WHEN level > 0 THEN true END,
       '', sent_at
FROM rated ORDER BY sheet_id, competency_id
"""

RATINGS = """
INSERT INTO planning_competencyrating
      (civil_servant_id, competency_id, level, source, grade, rated_on, rated_by_id, note, created_at)
SELECT s.civil_servant_id, a.competency_id,
       CASE WHEN NOT a.shows_3 THEN GREATEST(0, a.chosen_level - 1) ELSE a.chosen_level END,
       s.hand, CASE s.hand WHEN 'mandiri' THEN 1 ELSE 2 END,
       (s.sent_at AT TIME ZONE 'Asia/Makassar')::date, s.author_id, '', s.published_at
FROM planning_ratingsheet s JOIN planning_sheetanswer a ON a.sheet_id = s.id
WHERE s.cycle_id = %(cycle)s AND s.published_at IS NOT NULL
ORDER BY s.civil_servant_id, a.competency_id, s.hand
ON CONFLICT DO NOTHING
"""

PAIRS = """
    SELECT own.civil_servant_id, own.competency_id, own.id AS own_id, boss.id AS boss_id,
           own.level AS own_level, boss.level AS boss_level, own.rated_by_id AS own_user,
           boss.rated_by_id AS boss_user, GREATEST(o.published_at, b.published_at) AS opened_at,
           abs(hashtext(own.civil_servant_id || '?' || own.competency_id)) %% 100 AS chance
    FROM planning_ratingsheet o
    JOIN planning_ratingsheet b ON b.cycle_id = o.cycle_id AND b.civil_servant_id = o.civil_servant_id
         AND b.hand = 'atasan' AND b.published_at IS NOT NULL
    JOIN planning_competencyrating own ON own.civil_servant_id = o.civil_servant_id
         AND own.source = 'mandiri' AND own.rated_on = (o.sent_at AT TIME ZONE 'Asia/Makassar')::date
    JOIN planning_competencyrating boss ON boss.civil_servant_id = o.civil_servant_id
         AND boss.competency_id = own.competency_id AND boss.source = 'atasan'
         AND boss.rated_on = (b.sent_at AT TIME ZONE 'Asia/Makassar')::date
    WHERE o.cycle_id = %(cycle)s AND o.hand = 'mandiri' AND o.published_at IS NOT NULL
      AND abs(own.level - boss.level) > 1
      -- A rating imported for the same day stays in the place of the sheet's, and is nobody's word here.
      AND own.rated_by_id IS NOT NULL AND boss.rated_by_id IS NOT NULL
"""

#: Of a hundred dialogues: agreed, not agreed and waiting for BKPSDMD; the rest are still talked over.
AGREED, DISAGREED = 78, 90

OUTCOMES = f"""
WITH pair AS ({PAIRS})
INSERT INTO planning_competencyrating
      (civil_servant_id, competency_id, level, source, grade, rated_on, rated_by_id, note, created_at)
SELECT civil_servant_id, competency_id, (own_level + boss_level) / 2, 'dialog', 3,
       ((opened_at + interval '4 days') AT TIME ZONE 'Asia/Makassar')::date, boss_user,
       'Disepakati dalam dialog', opened_at + interval '4 days'
FROM pair WHERE chance < {AGREED}
ON CONFLICT DO NOTHING
"""  # noqa: S608 - our own words and numbers

DIALOGUES = f"""
WITH pair AS ({PAIRS}),
settled AS (
    SELECT pair.*, outcome.id AS outcome_id,
           CASE WHEN outcome.id IS NOT NULL THEN 'agreed'
                WHEN chance BETWEEN {AGREED} AND {DISAGREED - 1} THEN 'disagreed' ELSE 'open' END AS state
    FROM pair
    LEFT JOIN planning_competencyrating outcome ON outcome.civil_servant_id = pair.civil_servant_id
         AND outcome.competency_id = pair.competency_id AND outcome.source = 'dialog'
         AND pair.chance < {AGREED}
         AND outcome.rated_on = ((opened_at + interval '4 days') AT TIME ZONE 'Asia/Makassar')::date
),
made AS (
    INSERT INTO planning_ratingdialogue
          (cycle_id, civil_servant_id, competency_id, self_rating_id, superior_rating_id, state,
           outcome_id, opened_at, settled_at)
    SELECT %(cycle)s, civil_servant_id, competency_id, own_id, boss_id, state, outcome_id, opened_at,
           CASE WHEN outcome_id IS NOT NULL THEN opened_at + interval '4 days' END
    FROM settled ORDER BY opened_at, civil_servant_id
    RETURNING id, civil_servant_id, competency_id
),
turn (n, side, act, words) AS (VALUES
    (1, 'pegawai', 'propose', 'Saya mengerjakan ini hampir setiap minggu, seperti saya tulis di lembar.'),
    (2, 'atasan', 'propose', 'Pekerjaan rutin sudah baik, tetapi belum tanpa pendampingan.'),
    (3, 'pegawai', 'agree', 'Saya setuju dengan tingkat itu.'),
    (3, 'pegawai', 'disagree', 'Kami sudah bertemu dua kali dan tetap menilai berbeda.')
)
INSERT INTO planning_dialogueturn (dialogue_id, side, act, level, words, by_id, at)
SELECT made.id, turn.side, turn.act,
       CASE turn.act WHEN 'disagree' THEN NULL WHEN 'agree' THEN (own_level + boss_level) / 2
            ELSE CASE turn.side WHEN 'pegawai' THEN own_level ELSE (own_level + boss_level) / 2 END END,
       turn.words, CASE turn.side WHEN 'pegawai' THEN own_user ELSE boss_user END,
       opened_at + turn.n * interval '31 hours'
FROM made JOIN settled USING (civil_servant_id, competency_id) CROSS JOIN turn
WHERE (turn.n < 3 OR (turn.act = 'agree' AND state = 'agreed')
       OR (turn.act = 'disagree' AND state = 'disagreed'))
  AND NOT (turn.n = 2 AND state = 'open' AND chance %% 2 = 0)
ORDER BY made.id, turn.n
"""  # noqa: S608


@transaction.atomic
def give_accounts() -> None:
    """Everybody who serves may sign in; nobody but the cast has a password yet."""
    without = CivilServant.objects.plan_targets().filter(user=None).values_list("pk", "nip")
    accounts = [User(username=nip, civil_servant_id=pk) for pk, nip in without]
    for account in accounts:
        account.set_unusable_password()
    User.objects.bulk_create(accounts, batch_size=2000)


@transaction.atomic
def rate_everybody(cycle: Cycle, *, going_on: Collection[int], keep: Collection[int]) -> None:
    """Fill and send the sheets of the year. ``going_on``: OPD still rating; ``keep``: people left alone."""
    needs.refresh()
    params: dict[str, Any] = {
        "cycle": cycle.pk,
        "open": list(going_on),
        "keep": list(keep),
        "since": f"{cycle.year - 1}-09-08 08:00+08",
        "own_over": SENT[False][0],
        "boss_over": SENT[False][1],
        "own_open": SENT[True][0],
        "boss_open": SENT[True][1],
    }
    with connection.cursor() as cursor:
        for statement in (SHEETS, ANSWERS, RATINGS, OUTCOMES, DIALOGUES):
            cursor.execute(statement, params)
            # Each joins what the one before has written: planned as if that were empty, it never ends.
            cursor.execute("ANALYZE planning_ratingsheet, planning_sheetanswer, planning_competencyrating")
    needs.refresh()
