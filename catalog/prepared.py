"""Questions whose SQL is made once in a process and planned once in a connection: for pages that read everything.

Django makes the SQL of a queryset anew each time, and PostgreSQL plans it anew; for a question with a dozen arrays
beside it both cost more than the answer. docs/decisions/0034 tells what it brought.
"""

import datetime
import itertools
import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from psycopg2.extensions import AsIs

Value = str | int

_numbers = itertools.count(1)
_lock = threading.Lock()
_planned: WeakKeyDictionary[Any, dict["Statement", str]] = WeakKeyDictionary()


def forget() -> None:
    """Let every statement be planned anew: for whoever must read its text in the log."""
    with _lock:
        _planned.clear()


class Statement:
    """SQL with $1, $2 ... that PostgreSQL keeps planned, in each connection under a name of its own.

    A name is never used twice: a statement that failed on its first call may be there already.
    """

    def __init__(self, sql: str, count: int) -> None:
        self.sql, self.marks = sql.replace("%", "%%"), ", ".join(["%s"] * count)

    def execute(self, cursor: CursorWrapper, values: tuple[Value, ...]) -> None:
        """Ask with these values; in the first call of a connection planning and asking is one message."""
        with _lock:
            names = _planned.setdefault(cursor.connection, {})
        name = names.get(self)
        if name is not None:
            cursor.execute(f"execute {name}({self.marks})", values)
            return
        name = f"lebak_{next(_numbers)}"
        cursor.execute(f"prepare {name} as {self.sql}; execute {name}({self.marks})", values)
        names[self] = name


class Asked:
    """A text with %(names)s, asked by `Statement`; `names` in the order in which values are given."""

    def __init__(self, sql: str, *names: str) -> None:
        self.sql, self.names = sql, names
        self.statement: Statement | None = None

    def __call__(self, **values: Value) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        with connections["default"].cursor() as cursor:
            if self.statement is None:
                marks = {name: AsIs(f"${place}") for place, name in enumerate(self.names, 1)}
                self.statement = Statement(cursor.mogrify(self.sql, marks).decode(), len(self.names))
            self.statement.execute(cursor, tuple(values[name] for name in self.names))
            return cursor.fetchall()


class Made:
    """A queryset, the statement that asks it, and how its rows become objects: worked out once, by Django's own parts
    (django.db.models.query.ModelIterable does it anew for every queryset)."""

    def __init__(self, rows: QuerySet[Any], compiler: Any, statement: Statement) -> None:
        self.statement, self.database = statement, rows.db
        info, select = compiler.klass_info, compiler.select
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        self.model, self.place = info["model"], slice(first, last)
        self.fields = [one[0].target.attname for one in select[self.place]]
        self.related = get_related_populators(info, select, rows.db)  # type: ignore[call-arg]  # of a later Django
        self.annotations = list(compiler.annotation_col_map.items())
        self.converters = list(compiler.get_converters([one[0] for one in select[: compiler.col_count]]).items())

    def objects(self, connection: Any, found: list[tuple[Any, ...]]) -> list[Model]:
        """Rows of the database as the objects that the queryset would give."""
        return [self._object(connection, list(row)) for row in found]

    def _object(self, connection: Any, row: list[Any]) -> Model:
        for place, (converters, expression) in self.converters:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        one: Model = self.model.from_db(self.database, self.fields, row[self.place])
        for related in self.related:
            related.populate(row, one)
        for name, place in self.annotations:
            setattr(one, name, row[place])
        return one


class Prepared:
    """A queryset built once in a process, asked with other values each time; thread-safe.

    `build` takes one stand-in for each value and returns the queryset; `stand_ins` are values that occur nowhere else
    in it. What depends on the day may not be in it: ValueError. No `prefetch_related`, no slices by value.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *stand_ins: Value) -> None:
        self.build, self.stand_ins = build, stand_ins
        self.made: Made | None = None

    def _make(self) -> Made:
        rows = self.build(*self.stand_ins)
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        missing = [one for one in self.stand_ins if one not in params]
        if missing or any(isinstance(one, datetime.date) for one in params):
            raise ValueError(f"cannot be prepared: {missing or params}")
        marks = {one: AsIs(f"${place}") for place, one in enumerate(self.stand_ins, 1)}
        with connections[rows.db].cursor() as cursor:
            filled = [marks.get(one, one) if isinstance(one, str | int) else one for one in params]
            text = cursor.mogrify(sql, filled).decode()
        return Made(rows, compiler, Statement(text, len(self.stand_ins)))

    def __call__(self, *values: Value) -> list[Any]:
        """The rows for these values, in the order of the stand-ins."""
        if self.made is None:
            self.made = self._make()
        connection = connections[self.made.database]
        with connection.cursor() as cursor:
            self.made.statement.execute(cursor, values)
            found = cursor.fetchall()
        return self.made.objects(connection, found)

    def first(self, *values: Value) -> Any | None:
        """The first row, or None."""
        return next(iter(self(*values)), None)
