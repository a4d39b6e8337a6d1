"""What waits for somebody: an offer, an agreement, a request for help, a review, a hand-over, a decision."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluation.models import Project, ProjectHandover, ProjectNote, ProjectReview, RatingProposal
from personnel.models import User
from planning.raters import in_force

State = Project.State
Hand = ProjectReview.Hand


def waiting_for(user: User) -> QuerySet[Project]:
    """Projects in which the next word is this person's, whoever else may speak too. One query."""
    own = user.civil_servant_id
    if own is None:
        return Project.objects.none()
    heads = Q(superior=own) | Q(superior__in=in_force().filter(deputy=own).values("superior"))
    superior, mentor = heads & ~Q(leader=own), Q(mentor=own)
    handed = ProjectHandover.objects.filter(
        Q(to_leader=own) | Q(to_leader=None, to_superior=own),
        project=OuterRef("pk"),
        state=ProjectHandover.State.WAITING,
    )
    asked = ProjectNote.objects.filter(project=OuterRef("pk"), kind=ProjectNote.Kind.HELP, replies=None)
    decide = RatingProposal.objects.filter(project=OuterRef("pk"), state=RatingProposal.State.WAITING)
    mine = (
        Q(state=State.OFFERED, leader=own)
        | (superior & Q(state=State.PROPOSED))
        | (superior & Q(state=State.REPORTED))  # reviews, then closes
        | (mentor & Q(state=State.REPORTED) & ~_reviewed(Hand.MENTOR))
        | ((superior | mentor) & Q(state__in=Project.ALIVE) & Exists(asked))
        | (superior & Q(state=State.CLOSED) & Exists(decide))
        | Exists(handed)
    )
    return Project.objects.filter(mine)


def _reviewed(hand: Hand) -> Exists:
    return Exists(ProjectReview.objects.filter(project=OuterRef("pk"), hand=hand))
