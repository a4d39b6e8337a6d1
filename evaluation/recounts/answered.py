"""How many have answered a closed questionnaire: by its invitations, and by its answers. Of an anonymous one
with too few answers none is kept."""

from __future__ import annotations

from personnel.recounts import by_sql
from planning.suppression import K

ANSWERED = """
SELECT format('gelombang %%s', w.id) AS key,
    (SELECT count(*) FROM evaluation_invitation i WHERE i.wave_id = w.id AND i.has_answered)::text AS kept,
    (SELECT count(*) FROM evaluation_answer a WHERE a.wave_id = w.id)::text AS counted
FROM evaluation_wave w
WHERE w.state = 'closed' AND (NOT w.is_anonymous
    OR EXISTS (SELECT 1 FROM evaluation_answer a WHERE a.wave_id = w.id)
    OR (SELECT count(DISTINCT i.respondent_id) FROM evaluation_invitation i
        WHERE i.wave_id = w.id AND i.has_answered) >= %(few)s)
"""

by_sql("evaluation_invitation", "kuesioner: yang menjawab", ANSWERED, lambda: {"few": K})
