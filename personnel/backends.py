"""The account behind a session, with the count of its unread notices."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from personnel.composed import Composed, Given
from personnel.models import Notice, User


@Composed
def accounts() -> QuerySet[User]:
    """The account of this number, with its person, whose name every page shows, and its unread notices."""
    unread = Notice.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
    count = Subquery(unread.annotate(n=Count("pk")).values("n"))
    counted = User.objects.annotate(unread_notices=Coalesce(count, 0))  # type: ignore[no-redef]
    return counted.select_related("civil_servant__unit").filter(pk=Given("pk"))


class AccountBackend(ModelBackend):
    """Django's own, but that the one query for the account, which every page makes, counts the notices too:
    the menu shows the number on each page and costs no query of its own."""

    def get_user(self, user_id: int) -> User | None:
        user = next(iter(accounts(pk=user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None
