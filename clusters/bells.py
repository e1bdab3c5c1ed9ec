"""Bells: rooms above listen when it changed who belongs to what."""

from django.dispatch import Signal

# sent with businesses=list of ids: they joined or left a sentra or group, or it was dissolved or revived
members_changed = Signal()
