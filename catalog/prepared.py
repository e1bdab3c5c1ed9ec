"""Questions whose SQL is made once in a process and planned once in a connection: for pages that read everything.

Django makes the SQL of a queryset anew each time, and PostgreSQL plans it anew; for a question with a dozen arrays
beside it both cost more than the answer. docs/decisions/0034 tells what it brought.
"""

import datetime
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
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
    """How the rows of a queryset become objects: worked out once, by Django's own parts
    (django.db.models.query.ModelIterable does it anew for every queryset)."""

    def __init__(self, rows: QuerySet[Any], compiler: Any) -> None:
        self.database = rows.db
        info, select = compiler.klass_info, compiler.select
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        self.model, self.place = info["model"], slice(first, last)
        self.fields = [one[0].target.attname for one in select[self.place]]
        self.key = self.place.start + self.fields.index(self.model._meta.pk.attname)
        self.width = len(select)
        self.related = get_related_populators(info, select, rows.db)  # type: ignore[call-arg]  # of a later Django
        self.annotations = list(compiler.annotation_col_map.items())
        self.converters = list(compiler.get_converters([one[0] for one in select[: compiler.col_count]]).items())

    def object_of(self, connection: Any, found: tuple[Any, ...]) -> Model:
        """A row of the database as the object that the queryset would give."""
        row = list(found)
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
        self.made: tuple[Made, Statement] | None = None

    def written(self, *marks: str) -> tuple[Made, str]:
        """How rows become objects, and the SQL with `marks` where the values go."""
        rows = self.build(*self.stand_ins)
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        missing = [one for one in self.stand_ins if one not in params]
        if missing or any(isinstance(one, datetime.date) for one in params):
            raise ValueError(f"cannot be prepared: {missing or params}")
        put = dict(zip(self.stand_ins, map(AsIs, marks), strict=True))
        with connections[rows.db].cursor() as cursor:
            filled = [put.get(one, one) if isinstance(one, str | int) else one for one in params]
            return Made(rows, compiler), cursor.mogrify(sql, filled).decode()

    def __call__(self, *values: Value) -> list[Any]:
        """The rows for these values, in the order of the stand-ins."""
        if self.made is None:
            made, sql = self.written(*(f"${place}" for place in range(1, len(self.stand_ins) + 1)))
            self.made = made, Statement(sql, len(self.stand_ins))
        made, statement = self.made
        connection = connections[made.database]
        with connection.cursor() as cursor:
            statement.execute(cursor, values)
            return [made.object_of(connection, row) for row in cursor.fetchall()]

    def first(self, *values: Value) -> Any | None:
        """The first row, or None."""
        return next(iter(self(*values)), None)


@dataclass(frozen=True)
class Answer:
    """What a `Joined` found: the row of the first, those of the others by name, and its lines by theirs."""

    one: Any
    others: dict[str, list[Any]]
    lines: dict[str, Any]


class Joined:
    """Prepared querysets in one statement: of the first one row, then all rows of `others` (name -> queryset, column).

    Each of the others is asked about a column of the first. At most one should give several rows, for the database
    gives every row of one beside every row of the next. `lines` is SQL with %(about)s, which stands for a column of the
    first as well: pairs of a name and json.
    """

    def __init__(self, one: Prepared, others: dict[str, tuple[Prepared, str]], lines: tuple[str, str]) -> None:
        self.one, self.others, self.lines = one, others, lines
        self.made: tuple[Made, list[tuple[str, Made]], Statement] | None = None

    def _make(self) -> tuple[Made, list[tuple[str, Made]], Statement]:
        count = len(self.one.stand_ins)
        one, sql = self.one.written(*(f"${place}" for place in range(1, count + 1)))
        made, columns, joins = [], ["one.*"], [f"({sql}) one"]
        for name, (asked, column) in self.others.items():
            other, sql = asked.written(f'one."{column}"')
            made.append((name, other))
            columns.append(f"{name}.*")
            joins.append(f"({sql}) {name} on true")
        text, column = self.lines
        with connections[one.database].cursor() as cursor:
            sql = cursor.mogrify(text, {"about": AsIs(f'one."{column}"')}).decode()
        lines = f"select json_object_agg(line.name, line.one) from ({sql}) line (name, one)"  # noqa: S608  # our own SQL
        sql = f"select {', '.join(columns)}, ({lines}) from {' left join lateral '.join(joins)}"  # noqa: S608
        return one, made, Statement(sql, count)

    def first(self, *values: Value) -> Answer | None:
        """The first row for these values, and what belongs to it; None without any."""
        if self.made is None:
            self.made = self._make()
        one, others, statement = self.made
        connection = connections[one.database]
        with connection.cursor() as cursor:
            statement.execute(cursor, values)
            rows = cursor.fetchall()
        if not rows:
            return None
        at, found = one.width, {}
        for name, made in others:
            parts = {row[at + made.key]: row[at : at + made.width] for row in rows}
            found[name] = [made.object_of(connection, part) for key, part in parts.items() if key is not None]
            at += made.width
        return Answer(one.object_of(connection, rows[0][: one.width]), found, rows[0][at] or {})
