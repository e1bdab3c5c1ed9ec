"""Bells: rooms above listen when something here changed what the public sees."""

from django.dispatch import Signal

# sent with business=Business: approved edition, suspended or resumed, closed, opened again, merged or parted
business_changed = Signal()
# sent with businesses=Sequence[Business]: the same about many, by one act on a whole list (registry.many)
businesses_changed = Signal()
# sent with business=Business and by=User: a registration, or an edit of it, was put into the queue
business_sent = Signal()
# sent with business=Business and by=User: it closes, so what waits for a decision is pulled back
business_closing = Signal()
