from personnel.models import Notice
from personnel.notices import tell
from tests.access import EVERYONE, Row


def own(cast):
    """A notice of the owner's."""
    tell([cast.owner.pk], key="uji", subject="Tahap dimulai", path="/siklus/")
    return {"pk": Notice.objects.get().pk}


ROWS = [
    Row("personnel:notice_list", allowed=EVERYONE),
    Row("personnel:notice_choices", allowed=EVERYONE),
    Row("personnel:notice_choices", allowed=EVERYONE, method="post", answer=422, note="nothing chosen"),
    Row("personnel:notice_read", allowed={"owner"}, args=own, method="post", answer=302),
    Row("personnel:notice_read_all", allowed=EVERYONE, method="post", answer=302),
]
