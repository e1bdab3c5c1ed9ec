"""Reads tests/data/identifiers.json as lists of cases for parametrised tests."""

import json
from pathlib import Path

VECTORS = json.loads((Path(__file__).parent / "data" / "identifiers.json").read_text(encoding="utf-8"))


def messages(rule: str) -> dict[str, str]:
    """Indonesian messages of one kind of number, by code."""
    return VECTORS[rule]["messages_id"]


def cases(rules: list[str], part: str) -> list[tuple[str, ...]]:
    """All cases of one part (valid, normalise, invalid, warn) of the named kinds of number."""
    found: list[tuple[str, ...]] = []
    for rule in rules:
        for case in VECTORS[rule].get(part, []):
            if part == "valid":
                found.append((rule, case))
            elif part == "normalise":
                found.append((rule, case["input"], case["output"]))
            else:
                found.append((rule, case["value"], case["code"], messages(rule)[case["code"]]))
    return found


def table(name: str) -> list[dict]:
    """One table of rules for pure functions."""
    return VECTORS["_rules"][name]


def broken_texts() -> list[object]:
    """Input that no check may pass or fall over: nothing, other types, NUL, half characters, ten megabytes."""
    return [
        None,
        "",
        "   ",
        3602991708450001,
        3.5,
        b"3602",
        [],
        "\x00",
        "36029917\x0008450001",
        "\ud800",
        "3602991708450\udfff01",
        "1" * 10_000_000,
        "\u202e\u200b",
        "٣٦٠٢٩٩١٧٠٨٤٥٠٠٠١",
        "=1+1",
        "\u0660" * 16,
    ]
