"""Selects are drawn without templates; what comes out is what Django's templates give."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from lebak_catalog.form_renderer import Renderer

TEXT = "<b>\"Aren\" & 'Kawung'</b>"
CHOICES = [
    [],
    [("", "Semua"), ("a", "Satu"), ("b", TEXT), (TEXT, "Tiga"), (7, mark_safe("<i>Tujuh</i>"))],
    [("Hulu", [("a", "Satu"), ("b", "Dua")]), (TEXT, [(1, "Lain")]), ("z", "Akhir")],
]
KINDS = [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect]


def plain(html):
    """Without white space between tags, which a browser does not show inside a select."""
    return re.sub(r">\s+<", "><", html.strip())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("choices", CHOICES)
@pytest.mark.parametrize("value", [None, "", "b", 7, TEXT, ("a", "z")])
def test_a_select_is_what_the_templates_of_django_give(kind, choices, value):
    attrs = {"class": 'form-select "x"', "required": True, "disabled": False, "data-n": 0, "title": TEXT}
    widget = kind(attrs=attrs) if kind is forms.NullBooleanSelect else kind(attrs=attrs, choices=choices)
    ours, theirs = (widget.render(TEXT, value, renderer=one()) for one in (Renderer, TemplatesSetting))
    assert plain(ours) == plain(theirs)
    assert "<b>" not in ours


def test_every_form_of_the_portal_uses_it(settings):
    assert settings.FORM_RENDERER == "lebak_catalog.form_renderer.Renderer"
    assert isinstance(forms.Form().renderer, Renderer)
