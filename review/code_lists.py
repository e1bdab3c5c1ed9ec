"""Reads a list of codes from a csv file that somebody else made, and says plainly what is wrong with it.

UTF-8 (with or without BOM), comma or semicolon, the first line names the columns.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

MOST_PROBLEMS = 20


class BadList(Exception):
    """A file that cannot be taken; `problems` are sentences in Indonesian, each naming its line."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        more = len(self.problems) - MOST_PROBLEMS
        shown = self.problems[:MOST_PROBLEMS] + ([f"… dan {more} masalah lain."] if more > 0 else [])
        super().__init__("\n".join(shown))


def read_list(path: Path, needed: Sequence[str], optional: Sequence[str] = ()) -> list[tuple[int, dict[str, str]]]:
    """(line, values) of each row that is not blank; only the named columns, trimmed, missing ones empty.

    Raises BadList when the file cannot be read, lacks a column, or holds control characters.
    """
    rows, problems = [], []
    try:
        for line, values in _rows(path, needed, optional):
            if any("\x00" <= char < " " for value in values.values() for char in value):
                problems.append(f"Baris {line}: ada tanda kendali yang tidak boleh dipakai.")
            elif any(values.values()):
                rows.append((line, values))
    except OSError as wrong:
        raise BadList([f"Berkas {path} tidak bisa dibuka: {wrong.strerror}."]) from wrong
    except UnicodeDecodeError as wrong:
        raise BadList([f"Berkas {path.name} bukan UTF-8. Simpan ulang sebagai CSV UTF-8."]) from wrong
    if not rows and not problems:
        problems.append(f"Berkas {path.name} tidak berisi satu baris data pun.")
    if problems:
        raise BadList(problems)
    return rows


def _rows(path: Path, needed: Sequence[str], optional: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        heading = lines.readline()
        lines.seek(0)
        reader = csv.reader(lines, delimiter=";" if heading.count(";") > heading.count(",") else ",", strict=True)
        line = 1
        try:
            columns = [name.strip().lower() for name in next(reader, [])]
            lacking = [name for name in needed if name not in columns]
            if lacking:
                named = f"Kolom yang perlu: {', '.join(needed)}."
                raise BadList([f"Baris 1: kolom {', '.join(lacking)} tidak ada. {named}"])
            places = {name: columns.index(name) for name in (*needed, *optional) if name in columns}
            for row in reader:
                line = reader.line_num
                yield (
                    line,
                    {
                        name: row[places[name]].strip() if name in places and places[name] < len(row) else ""
                        for name in (*needed, *optional)
                    },
                )
        except csv.Error as wrong:
            raise BadList([f"Baris {line}: tidak bisa dibaca sebagai CSV ({wrong})."]) from wrong
