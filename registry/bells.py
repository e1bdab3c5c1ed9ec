"""Bells: rooms above listen when something here changed what the public sees."""

from django.dispatch import Signal

# sent with business=Business: approved edition, suspended or resumed
business_changed = Signal()
# sent with business=Business and by=User: a registration, or an edit of it, was put into the queue
business_sent = Signal()
