"""Template words of the desk: a choice by its name, and the address with one choice changed."""

from collections.abc import Mapping
from typing import Any

from django import template

from accounts.templatetags.portal import query_with
from review.forms import reason_words as words_of_reason
from review.models import Reason, Submission
from review.queries import field_label

register = template.Library()


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
