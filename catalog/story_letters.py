"""What the owner of a business reads about its story. Sent after the commit; a failure is logged only."""

import logging

from django.conf import settings
from django.urls import reverse

from accounts.messages import NotSent, tell
from catalog.models import Story
from registry.desk import people
from registry.membership import Right

log = logging.getLogger(__name__)
State = Story.State


def tell_owner(story: Story) -> int:
    """Tell the owner how her story stands and where to act; returns how many letters left."""
    title = " ".join(story.title.split())[:80]
    link = f"{settings.SITE_URL}{reverse('catalog:stories-mine')}"
    said = {
        State.ASKED: ("Bolehkah cerita usaha Anda tayang?", f"Ada cerita “{title}”. Baca, lalu izinkan atau tolak:"),
        State.LIVE: ("Cerita usaha Anda tayang", f"“{title}” sudah tayang. Izinnya bisa Anda tarik kapan saja:"),
        State.RETURNED: ("Cerita usaha Anda perlu diperbaiki", f"“{title}”: {story.note}"),
        State.HIDDEN: ("Cerita usaha Anda diturunkan", f"“{title}”: {story.note}"),
    }
    if story.state not in said:
        return 0
    subject, words = said[State(story.state)]
    sent = 0
    for user in people(story.business.code, Right.OWN):
        try:
            tell(user, subject=subject, body=f"{words} {link}")
            sent += 1
        except NotSent:
            log.warning("somebody could not be told of story %s", story.code)
    return sent
