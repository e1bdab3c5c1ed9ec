"""Questions of categories in words."""

from django import template

from catalog.specification import in_brief

register = template.Library()
register.filter("in_brief", in_brief)
