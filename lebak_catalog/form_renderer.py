"""How the widgets of forms become HTML: a select without a template for every choice, the rest by templates."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString

from accounts.escaping import escaped


def _attributes(attrs: Mapping[str, Any]) -> str:
    """` name="value"` of each attribute, as django/forms/widgets/attrs.html writes them."""
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _options(widget: Mapping[str, Any]) -> Iterator[str]:
    for group, choices, _ in widget["optgroups"]:
        if group:
            yield f'<optgroup label="{escaped(group)}">'
        for one in choices:
            value, label = escaped(one["value"]), escaped(one["label"])
            yield f'<option value="{value}"{_attributes(one["attrs"])}>{label}</option>'
        if group:
            yield "</optgroup>"


def select(widget: Mapping[str, Any]) -> SafeString:
    """A select with its options: what the templates of Django give, which take two templates for each choice.

    The KBLI codes are up to a thousand choices; they were nearly half of what the directory of businesses cost.
    """
    head = f'<select name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>'
    return SafeString("\n".join([head, *_options(widget), "</select>"]))


class Renderer(TemplatesSetting):
    """Our templates first (settings.TEMPLATES), and selects by the function above."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The HTML of a widget, field or form."""
        if template_name == "django/forms/widgets/select.html":
            return select(context["widget"])
        return super().render(template_name, context, request)
