"""What several forms of plans and needs let somebody choose."""

from __future__ import annotations

from typing import Any

from django import forms

from personnel.models import Position


class PostField(forms.ModelChoiceField):
    """Any post, with its level: two may have one name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Position.objects.order_by("name", "level"), **options)

    def label_from_instance(self, post: Position) -> str:
        return f"{post.name} · {post.get_level_display()}"
