"""How many calls a network has in a minute. One statement counts, over all processes; no address is written down."""

import hmac
import time
from dataclasses import dataclass
from hashlib import sha256

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.db import connection
from django.http import HttpRequest

MOST = 60  # calls in a minute; a hundred rows each
COUNT = """
insert into opendata_window as w (key, minute, calls) values (%s, %s, 1)
on conflict (key) do update set calls = case when w.minute = excluded.minute then w.calls + 1 else 1 end,
    minute = excluded.minute
returning calls"""


@dataclass(frozen=True)
class Allowance:
    """What is left of this minute."""

    used: int
    seconds: int

    @property
    def is_over(self) -> bool:
        """Whether this call is one too many."""
        return self.used > MOST

    @property
    def headers(self) -> dict[str, str]:
        """For the answer."""
        return {
            "RateLimit-Limit": str(MOST),
            "RateLimit-Remaining": str(max(MOST - self.used, 0)),
            "RateLimit-Reset": str(self.seconds),
        }


def key_of(request: HttpRequest, now: float) -> str:
    """The network of a request as a hash that nobody can turn back and that is another one tomorrow."""
    told = f"opendata {int(now // 86_400)} {get_ip(request)}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), sha256).hexdigest()[:40]


def count(request: HttpRequest, now: float | None = None) -> Allowance:
    """Count this call."""
    now = time.time() if now is None else now
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key_of(request, now), int(now // 60)])
        return Allowance(cursor.fetchone()[0], 60 - int(now % 60))
