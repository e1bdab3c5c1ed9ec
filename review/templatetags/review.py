"""Template words of the desk: a choice by its name, and the address with one choice changed."""

from collections.abc import Mapping
from typing import Any

from django import template

from accounts.templatetags.portal import query_with
from review.forms import reason_words as words_of_reason
from review.models import Reason, Submission
from review.queries import field_label

register = template.Library()
KEYS = {
    "Di antrean dan tugas": {
        "j": "pindah",
        "k": "kembali",
        "x": "pilih",
        "Enter": "buka",
        "s": "ke kotak cari",
    },
    "Saat memeriksa": {
        "a": "ke tombol Setujui, lalu Enter",
        "p": "ke alasan untuk minta perbaikan",
        "t": "ke tombol Tolak",
        "m": "tulis pesan",
        "j": "pengajuan berikutnya",
        "k": "pengajuan sebelumnya",
        "u": "kembali ke antrean",
    },
    "Di semua halaman": {"?": "semua pintasan"},
}
SHORT = {"a": "setujui", "p": "perbaikan", "t": "tolak", "u": "antrean"}


@register.filter
def key_groups(_: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every key with what it does, by the place where it works."""
    return [(place, list(keys.items())) for place, keys in KEYS.items()]


@register.filter
def keys_of(shown: str) -> list[tuple[str, str]]:
    """Some keys with a word each: "j k x" of the queue, or "a p t" of the review page."""
    queue, review = list(KEYS.values())[:2]
    names = shown.split()
    keys = review if "a" in names else queue
    return [(name, SHORT.get(name) or keys[name]) for name in names]


@register.filter
def of(values: Mapping[str, Any], name: str) -> Any:
    """The value called `name`, empty when there is none."""
    return values.get(name, "")


@register.simple_tag(takes_context=True)
def query_with_name(context: template.Context, name: str, value: str) -> str:
    """The query of this page with the choice `name` set to `value`; empty takes it away."""
    return query_with(context, **{name: value})


@register.simple_tag
def field_label_of(submission: Submission, name: str) -> str:
    """The label of a field an officer marked."""
    return field_label(submission, name)


@register.simple_tag
def reason_words(reason: Reason) -> str:
    """A ready reason as a line of the list."""
    return words_of_reason(reason)
