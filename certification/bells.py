"""Bells: rooms above listen when a certificate changed what the public sees."""

from django.dispatch import Signal

# sent with certificate=Certificate: approved, replaced, revoked, looked up
certificate_changed = Signal()

# sent with certificate=Certificate: a room above answers with (name, address) of what it shows under this claim
who_claims = Signal()
