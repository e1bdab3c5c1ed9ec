"""Questions of the ORM whose SQL is made once: making it costs more than asking, for a page that reads everything."""

import copy
import datetime
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable


class Prepared:
    """A queryset built once in a process, asked with other values each time; thread-safe.

    `build` takes one stand-in for each value and returns the queryset; `stand_ins` are values that occur nowhere else
    in it. What depends on the day may not be in it: ValueError. No `prefetch_related`, no slices by value.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *stand_ins: str | int) -> None:
        self.build, self.stand_ins = build, stand_ins
        self.made: tuple[QuerySet[Any], Any, str, tuple[Any, ...]] | None = None

    def _make(self) -> tuple[QuerySet[Any], Any, str, tuple[Any, ...]]:
        rows = self.build(*self.stand_ins)
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        missing = [one for one in self.stand_ins if one not in params]
        if missing or any(isinstance(one, datetime.date) for one in params):
            raise ValueError(f"cannot be prepared: {missing or params}")
        return rows, compiler, sql, tuple(params)

    def __call__(self, *values: str | int) -> list[Any]:
        """The rows for these values, in the order of the stand-ins."""
        if self.made is None:
            self.made = self._make()
        rows, compiler, sql, params = self.made
        given = dict(zip(self.stand_ins, values, strict=True))
        connection = connections[rows.db]
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(one, one) if isinstance(one, str | int) else one for one in params])
            found = cursor.fetchall()
        return _models(rows, compiler, connection, found)

    def first(self, *values: str | int) -> Any | None:
        """The first row, or None."""
        return next(iter(self(*values)), None)


def _models(rows: QuerySet[Any], compiler: Any, connection: Any, found: list[tuple[Any, ...]]) -> list[Model]:
    """Rows of the database as the objects that the queryset would give."""
    done = copy.copy(compiler)
    done.connection = connection
    done.execute_sql = lambda *args, **kwargs: [found]
    query = copy.copy(rows.query)
    query.get_compiler = lambda *args, **kwargs: done  # type: ignore[method-assign]
    return list(ModelIterable(QuerySet(rows.model, query, rows.db)))
