"""Words about roles and rights, for templates: `{% load membership %}`."""

from django import template

from registry.membership import Right, may
from registry.models import MemberRole

register = template.Library()


@register.filter
def role_words(role: str) -> str:
    """The screen word of a role; empty for none."""
    return MemberRole(role).label if role in MemberRole.values else ""


@register.filter
def may_do(role: str, right: str) -> bool:
    """Whether `role` holds `right` (a value of registry.membership.Right); `{% if role|may_do:"send_products" %}`."""
    return may(role, Right(right))
