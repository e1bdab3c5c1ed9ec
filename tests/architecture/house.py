"""The plan of the house, and how to read it: rooms, what each may import, and the imports of a file."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOF = "lebak_catalog"
GROUND = {"audit", "accounts", "jobs", "review"}
MAY = {
    "audit": set(),
    "accounts": {"audit"},
    "jobs": {"audit", "accounts"},
    "review": {"audit", "accounts", "jobs"},
    "registry": {*GROUND},
    "clusters": GROUND | {"registry"},
    "claims": GROUND | {"registry"},
    "fieldwork": GROUND | {"registry"},
    "certification": GROUND | {"registry"},
    "catalog": GROUND | {"registry", "clusters", "certification"},
    "figures": GROUND | {"registry", "clusters", "certification", "catalog"},
    "upkeep": GROUND | {"registry", "clusters", "certification", "catalog"},
    "faults": GROUND | {"registry", "clusters", "certification", "catalog"},
    "prints": GROUND | {"registry", "clusters", "certification", "catalog"},
    "opendata": GROUND | {"registry", "clusters", "certification", "catalog", "figures"},
    "demand": GROUND | {"registry", "clusters", "certification", "catalog"},
    "publication": GROUND | {"catalog"},
    "privacy": GROUND | {"registry", "clusters", "claims", "fieldwork", "certification", "catalog", "upkeep", "faults"},
    "programs": GROUND | {"registry", "certification"},
    "procurement": GROUND | {"registry", "certification", "catalog"},
}
OURS = {*MAY, ROOF, "tests", "bench"}
# Inside a room a module may reach only modules named before it. Bells come before verbs: verbs ring them.
# Modules with other names (identifiers, photos, ...) are free, but nobody may reach upward by way of them.
ORDER = ["models", "queries", "access", "search", "bells", "actions", "forms", "filters", "views", "urls", "admin"]


@dataclass(frozen=True)
class Import:
    """One imported name, for example `catalog.actions.submit`, and whether it hides inside a function."""

    name: str
    line: int
    hidden: bool


def python_files(root: Path, *folders: str) -> Iterator[Path]:
    """The Python files of these folders, without migrations: those are written by Django."""
    for folder in folders:
        yield from (path for path in sorted((root / folder).rglob("*.py")) if "migrations" not in path.parts)


def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(), str(path))


def absolute(node: ast.ImportFrom, path: Path, root: Path) -> str:
    """The full name of the module that a `from` names, dots at its beginning resolved."""
    if not node.level:
        return node.module or ""
    package = path.relative_to(root).parts[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])


def imports(path: Path, root: Path) -> Iterator[Import]:
    """Every import of a file, at the top or inside a function."""
    tree = tree_of(path)
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in inside)
        elif isinstance(node, ast.ImportFrom):
            module = absolute(node, path, root)
            for alias in node.names:
                yield Import(f"{module}.{alias.name}", node.lineno, id(node) in inside)


def room_of(name: str) -> str:
    """The first part of a dotted name."""
    return name.partition(".")[0]


def may_see(room: str, other: str) -> bool:
    """Whether a file of `room` may know about `other`; everybody may know what is not ours."""
    if room == ROOF or other not in OURS or other == room:
        return other not in {"tests", "bench"}
    return other in MAY[room]
