"""How often we ask whether a business lives, and how long we wait. A promise of the office, no law."""

from datetime import timedelta

EVERY = timedelta(days=183)  # without any sign of life for so long, the owner is asked
ANSWER_WITHIN = timedelta(days=30)  # after each of the two questions
TRY_AGAIN = timedelta(days=7)  # a question that did not arrive is sent again; it never counts as unanswered
QUIET_FOR = timedelta(days=30)  # shown with a remark for so long, then hidden
LINK_LIVES = timedelta(days=400)  # a late answer by an old link still wakes the business
