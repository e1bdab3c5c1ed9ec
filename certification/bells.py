"""Bells: rooms above listen when a certificate changed what the public sees."""

from django.dispatch import Signal

# sent with certificate=Certificate: approved, replaced, revoked, looked up
certificate_changed = Signal()
