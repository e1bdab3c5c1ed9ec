"""The copy of one's own data as tables: CSV files in one ZIP, for whoever has a spreadsheet and no program."""

import io
import zipfile
from typing import Any

from registry.spreadsheet_out import csv_lines

Rows = list[dict[str, Any]]


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """One row of a table: lists and dictionaries become lines of text."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{name}: {key}": text for key, text in value.items()} if name == "isi" else {name: _lines(value)}
        elif isinstance(value, list):
            flat[name] = "\n".join(_lines(one) if isinstance(one, dict) else str(one) for one in value)
        else:
            flat[name] = value
    return flat


def _lines(value: dict[str, Any]) -> str:
    return ", ".join(f"{key}: {text}" for key, text in value.items())


def tables_of(copy: dict[str, Any]) -> dict[str, Rows]:
    """The same as tables: name -> rows. Each version of a business or product is a row with the code of its plate."""
    found: dict[str, Rows] = {}
    for name, part in copy.items():
        if not isinstance(part, (list, dict)):
            continue
        rows = [part] if isinstance(part, dict) else part
        plain = [{key: value for key, value in row.items() if key != "versi"} for row in rows]
        found[name] = [_flat(row) for row in plain]
        versions = [_flat({"kode": row["kode"]} | version) for row in rows for version in row.get("versi") or []]
        if versions:
            found[f"{name}_versi"] = versions
    return found


def as_zip(copy: dict[str, Any]) -> bytes:
    """The tables as CSV files in one ZIP; formulas in what people typed are neutralised."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("baca-dulu.txt", f"{copy['keterangan']}\nDiunduh {copy['diunduh']}.\n")
        for name, rows in tables_of(copy).items():
            header = list(dict.fromkeys(key for row in rows for key in row))
            lines = csv_lines(header, ([row.get(key) for key in header] for row in rows))
            archive.writestr(f"{name}.csv", b"".join(lines))
    return held.getvalue()
