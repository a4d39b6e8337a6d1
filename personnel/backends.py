"""The account behind a session, with the count of its unread notices."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from personnel.models import Notice, User


class AccountBackend(ModelBackend):
    """Django's own, but that the one query for the account, which every page makes, counts the notices too:
    the menu shows the number on each page and costs no query of its own."""

    def get_user(self, user_id: int) -> User | None:
        unread = Notice.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
        count = Subquery(unread.annotate(n=Count("pk")).values("n"))
        user = User.objects.annotate(unread=Coalesce(count, 0)).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.unread_notices = user.unread
        return user
