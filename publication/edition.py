"""Which edition of the public catalogue is out now."""

from datetime import date

import psycopg2
from django.db import DatabaseError, connection
from django.utils import timezone

Edition = tuple[int, int, int, date]

# Lines of transactions become visible when these commit, not in the order of their ids: the highest id alone would
# miss the one that commits late. Number, highest and sum change with every commit.
READ = "select count(*), coalesce(max(id), 0), coalesce(sum(id), 0)::bigint from publication_change"


def current() -> Edition | None:
    """The changes up to now and the day in Lebak, for what lapses by the calendar; None when the database is away.

    A page must be made after this is asked: what commits in between then belongs to the next edition. It is asked on
    the bare connection, for Django would first ask whether the connection works: two questions instead of one.
    """
    try:
        connection.ensure_connection()
        with connection.connection.cursor() as cursor:
            cursor.execute(READ)
            lines, highest, total = cursor.fetchone()
    except (DatabaseError, psycopg2.Error):
        connection.errors_occurred = True  # Django looks again before its next question
        return None
    return lines, highest, total, timezone.localdate()
