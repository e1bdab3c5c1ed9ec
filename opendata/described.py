"""What the page about the open data says: every call with its parameters as the OpenAPI document has them, and an
example. The answers in data/examples.json are compared with real ones by tests/opendata/test_examples.py.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent / "data" / "examples.json"
SITE = "https://katalog.contoh"  # stands for the address of the portal in the file


@dataclass(frozen=True)
class Parameter:
    """One thing a call may be asked with."""

    name: str
    words: str
    is_needed: bool


@dataclass(frozen=True)
class Call:
    """One address of the open data."""

    path: str
    key: str
    title: str
    parameters: list[Parameter]
    example: str
    answer: str


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Example by path: `call` is what is asked, `answer` what comes."""
    return json.loads(EXAMPLES.read_text(encoding="utf-8"))


def calls(schema: dict[str, Any], site: str) -> list[Call]:
    """All calls of an OpenAPI document, with examples as this portal would answer them."""
    found = []
    for path, operations in schema["paths"].items():
        operation, example = operations["get"], examples()[path]
        told = [
            Parameter(one["name"], one.get("description") or one["schema"].get("description", ""), one["required"])
            for one in operation.get("parameters", ())
        ]
        answer = json.dumps(example["answer"], ensure_ascii=False, indent=2).replace(SITE, site)
        key = path.strip("/").replace("/", "-").replace("{", "").replace("}", "")
        found.append(Call(path, key, operation["summary"], told, example["call"], answer))
    return found
