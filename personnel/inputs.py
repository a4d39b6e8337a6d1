"""Inputs of forms written in Python: Django's own takes three templates for each, and a form has a dozen."""

from __future__ import annotations

from typing import Any

from django.forms import renderers
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

#: Whatever is one ``<input>``, hidden ones and check boxes among them.
KINDS = "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox"
PLAIN = {f"django/forms/widgets/{kind}.html" for kind in KINDS}


class FormRenderer(renderers.TemplatesSetting):
    """Named in the settings; everything but a plain input is drawn by its template."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name in PLAIN:
            return plain_input(context["widget"])
        return super().render(template_name, context, request)


def plain_input(widget: dict[str, Any]) -> SafeString:
    """What ``django/forms/widgets/input.html`` draws."""
    named = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        named["value"] = widget["value"]
    written = [_attribute(*one) for one in (*named.items(), *widget["attrs"].items())]
    return SafeString(f"<input{''.join(written)}>")


def _attribute(name: str, value: Any) -> str:
    if value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
