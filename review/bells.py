"""What the rooms above are asked while a submission is decided; review itself never learns what a business is."""

from django.dispatch import Signal

# sent with submission, plate, by: a listener raises review.actions.Refused when `by` is too close to the thing
deciding = Signal()
# sent with submission, plate: a listener returns the ids of the people who are told besides, None when it has no say
telling = Signal()
