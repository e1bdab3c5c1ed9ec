"""How a form field is drawn: the words behind templates/parts/field.html and error_summary.html (builtins too)."""

from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def field_kind(field: BoundField) -> str:
    """Which drawing a field gets: hidden, check, choices or control."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, CHOICES):
        return "choices"
    return "check" if isinstance(widget, forms.CheckboxInput) else "control"


@register.filter
def field_anchor(field: BoundField) -> str:
    """Id of the first thing a person can focus in this field; where the error summary leads to."""
    return f"{field.auto_id}_0" if isinstance(field.field.widget, CHOICES) else field.id_for_label


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget with our class, and what stands before or after it (widget attrs `data-before`, `data-after`)."""
    widget = field.field.widget
    kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
    if isinstance(widget, forms.CheckboxInput):
        kind = "tick"
    own = widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{kind} {own}".strip()}
    if field.use_fieldset and field.aria_describedby:  # Django leaves this to a fieldset, which we do not draw here
        attrs["aria-describedby"] = field.aria_describedby
    html = field.as_widget(attrs=attrs)
    before, after = widget.attrs.get("data-before"), widget.attrs.get("data-after")
    if not before and not after:
        return html
    sides = [format_html('<span aria-hidden="true">{}</span>', words) if words else "" for words in (before, after)]
    return format_html('<div class="affix">{}{}{}</div>', sides[0], html, sides[1])


@register.simple_tag
def choices_of(field: BoundField) -> list[dict[str, Any]]:
    """The options of a radio or checkbox list; `field.field.choice_hints` (value -> words) may explain each."""
    hints = getattr(field.field, "choice_hints", {})
    return [
        {
            "tag": one.tag(),
            "id": one.id_for_label,
            "label": one.choice_label,
            "hint": hints.get(str(one.data["value"]), ""),
        }
        for one in field
    ]


def _own_words(field: BoundField, error: ValidationError) -> str | None:
    """Django's stock sentences name no field, so a list of them helps nobody; these do. None: the form has its own."""
    stock: dict[str, Any] = {}
    for kind in reversed(type(field.field).__mro__):
        stock |= getattr(kind, "default_error_messages", {})
    if error.code != "max_length" and (error.code not in stock or str(error.message) != str(stock[error.code])):
        return None
    name = str(field.label)
    name = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    widget = field.field.widget
    if error.code == "required" and isinstance(widget, forms.CheckboxInput):
        return "Centang pernyataan ini untuk melanjutkan."
    if error.code == "required":
        chosen = isinstance(widget, (forms.Select, *CHOICES))
        return f"{'Pilih' if chosen else 'Unggah' if isinstance(widget, forms.FileInput) else 'Isi'} {name}."
    if error.code == "invalid_choice":
        return f"Pilih {name} dari daftar."
    if error.code == "invalid" and isinstance(field.field, forms.IntegerField):
        return f"{field.label} harus angka, misalnya 22500."
    if error.code == "max_length" and error.params and "show_value" in error.params:
        most, typed = error.params["limit_value"], error.params["show_value"]
        return f"{field.label} paling panjang {most} huruf. Anda menulis {typed}."
    return None


@register.filter
def error_words(field: BoundField) -> list[str]:
    """What is wrong with this field, the same words for the field and for the summary."""
    return [str(_own_words(field, error) or next(iter(error))) for error in field.errors.as_data()]


def _lines(form: Any) -> Iterator[tuple[str, str]]:
    for words in form.non_field_errors():
        yield "", words
    for name in form.errors:
        if name in form.fields:
            anchor = "" if form[name].is_hidden else field_anchor(form[name])
            yield from ((anchor, words) for words in error_words(form[name]))


def _of_formset(formset: Any) -> Iterator[tuple[str, str]]:
    yield from (("", str(words)) for words in formset.non_form_errors())
    for form in formset.forms:
        yield from _lines(form)


@register.simple_tag
def error_lines(form: Any) -> list[tuple[str, str]]:
    """(id of the field or "", words) for every error of a form, a formset or a list of forms, as the page has them."""
    if not form:
        return []
    if isinstance(form, forms.BaseFormSet):
        return list(_of_formset(form))
    if isinstance(form, (list, tuple)):
        return [line for one in form for line in error_lines(one)]
    form.summary_shown = True  # crispy's template asks, so that a page never shows it twice
    return list(_lines(form))


@register.simple_block_tag(takes_context=True)
def page_title(context: template.Context, content: str) -> SafeString:
    """The title of the page: after a refused form it starts with "Galat: ", so that a screen reader says so first."""
    words = " ".join(content.split())
    form = context.get("form")
    wrong = isinstance(form, forms.BaseForm) and form.is_bound and form.errors
    if wrong and not words.startswith("Galat:"):
        words = f"Galat: {words}"
    site = context["portal"].site_name if "portal" in context else ""
    parts = [part for part in (words, site) if part]
    return SafeString(" – ".join(dict.fromkeys(parts)))
