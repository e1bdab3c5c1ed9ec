"""One drawing for every form field, whoever asks for it."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import engines

from lebak_catalog.style import SampleForm

WAYS = [
    "{{ form|crispy }}",
    "{% crispy form %}",
    "{{ form }}",
    "{% for field in form %}{{ field.as_field_group }}{% endfor %}",
]


def drawn(words, form, **context):
    return engines["django"].from_string("{% load crispy_forms_tags %}" + words).render({"form": form, **context})


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_drawing_a_form_gives_our_field(way):
    html = drawn(way, SampleForm({"name": ""}))
    assert html.count('class="field field-bad"') == 5
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_summary_uses_the_words_of_the_field_and_leads_to_it():
    html = drawn('{% include "parts/error_summary.html" %}{{ form|crispy }}', SampleForm({"price": "22rb"}))
    assert html.count("Ada 5 hal yang perlu diperbaiki") == 1
    assert '<a href="#id_legal_form_0">Pilih bentuk usaha.</a>' in html
    assert html.count("Harga harus angka, misalnya 22500.") == 2
    assert all(f'id="{one}"' in html for one in re.findall(r'href="#([^"]+)', html))


def test_a_message_of_the_form_itself_wins():
    class Own(forms.Form):
        nib = forms.CharField(label="NIB", error_messages={"required": "NIB harus 13 angka."})

    html = drawn("{{ form|crispy }}", Own({}))
    assert html.count("NIB harus 13 angka.") == 2


def test_a_label_of_capitals_stays_and_a_long_text_is_counted():
    class Own(forms.Form):
        nib = forms.CharField(label="NIB")
        name = forms.CharField(label="Nama", max_length=3)

    html = drawn("{{ form|crispy }}", Own({"name": "lima"}))
    assert "Isi NIB." in html
    assert "Nama paling panjang 3 huruf. Anda menulis 4." in html


def test_errors_of_the_whole_form_and_of_hidden_fields_stand_in_the_summary():
    class Own(forms.Form):
        key = forms.CharField(label="Kunci", widget=forms.HiddenInput)

        def clean(self):
            raise forms.ValidationError("Harga grosir harus lebih murah.")

    html = drawn("{{ form|crispy }}", Own({}))
    assert "<li>Harga grosir harus lebih murah.</li>" in html
    assert "<li>Isi kunci.</li>" in html


def test_what_was_typed_is_escaped_and_kept():
    html = drawn("{{ form|crispy }}", SampleForm({"name": '"><script>'}))
    assert 'value="&quot;&gt;&lt;script&gt;"' in html


def test_a_field_that_may_stay_empty_says_so():
    html = drawn("{{ form.since.as_field_group }}", SampleForm())
    assert "(boleh dikosongkan)" in html
    assert "field-bad" not in html


def test_our_select_says_what_djangos_says():
    class Places(forms.Form):
        place = forms.TypedChoiceField(
            choices=[("", "Pilih <satu>"), ("Sobang", [(1, "Hariang & kawan"), ("2", 'Sindang "B"')]), (3, "Tiga")],
            initial=1,
        )
        many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], initial=["a", "b"])

    stock = DjangoTemplates()
    for name in ("place", "many"):
        ours, theirs = Places()[name].as_widget(), Places(renderer=stock)[name].as_widget()
        for html in (ours, theirs):
            assert "selected" in html
        squeezed = [re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html)).strip() for html in (ours, theirs)]
        assert squeezed[0] == squeezed[1]
