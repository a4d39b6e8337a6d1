"""Telling people something, once: in the application, and by mail where they have an address.

``tell`` writes rows in the caller's transaction; mail goes out later, by the clock, outside the quiet hours.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from personnel.models import Notice

INSERT = """
INSERT INTO personnel_notice (user_id, key, subject, text, path, created_at, mail)
SELECT u.id, %(key)s, %(subject)s, %(text)s, %(path)s, now(),
       CASE WHEN %(mail)s AND COALESCE(p.email, '') <> '' THEN 'waiting' ELSE 'none' END
FROM personnel_user u LEFT JOIN personnel_civilservant p ON p.id = u.civil_servant_id
WHERE u.id = ANY(%(users)s::bigint[]) AND u.is_active
ORDER BY u.id
ON CONFLICT (user_id, key) DO NOTHING
"""


def tell(
    users: Iterable[int], *, key: str, subject: str, text: str = "", path: str = "", mail: bool = True
) -> int:
    """Tell accounts (ids) something; how many had not been told before. One statement for any number.

    The same ``key`` reaches a person once, whoever calls and how often. ``path`` is one of our own pages.
    """
    Notice._meta.get_field("key").run_validators(key)
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            {
                "users": sorted(set(users)),
                "key": key,
                "subject": subject,
                "text": text,
                "path": path,
                "mail": mail,
            },
        )
        return cursor.rowcount
