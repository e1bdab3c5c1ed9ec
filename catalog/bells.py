"""Bells of the catalogue, and the bells it listens to."""

from django.dispatch import Signal

# sent with product=Product: anything the public sees about it changed
product_changed = Signal()
