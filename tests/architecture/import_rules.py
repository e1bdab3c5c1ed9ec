"""Rules of imports; each takes the folder of a house and returns its complaints."""

import ast
from pathlib import Path

from tests.architecture.house import MAY, ORDER, OURS, ROOF, imports, may_see, python_files, room_of, tree_of

LOADERS = {"import_module", "import_string", "__import__", "load_module"}


def upward_between_rooms(root: Path) -> list[str]:
    """Imports of a room that the plan does not list for it."""
    return [
        f"{path.relative_to(root)}:{found.line} imports {found.name}"
        for room in [*MAY, ROOF]
        for path in python_files(root, room)
        for found in imports(path, root)
        if not may_see(room, room_of(found.name))
    ]


def hidden(root: Path) -> list[str]:
    """Imports of our rooms inside a function; only `ready` of apps.py may do that, Django asks for it there."""
    return [
        f"{path.relative_to(root)}:{found.line} hides an import of {found.name}"
        for path in python_files(root, *MAY, ROOF)
        for found in imports(path, root)
        if found.hidden and room_of(found.name) in MAY and path.name != "apps.py"
    ]


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def words_of(node: ast.Call) -> list[str]:
    """The plain texts among the arguments of a call."""
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    return [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def by_string(root: Path) -> list[str]:
    """Imports dodged by a text, models fetched by a text, and addresses of rooms above."""
    wrong = []
    for room in MAY:
        for path in python_files(root, room):
            for node in ast.walk(tree_of(path)):
                if not isinstance(node, ast.Call):
                    continue
                name, words, place = called(node), words_of(node), f"{path.relative_to(root)}:{node.lineno}"
                if name in LOADERS and any(room_of(word) in OURS for word in words) and path.name != "apps.py":
                    wrong.append(f"{place} imports {words[0]} by its name")
                elif name in ("get_model", "get_app_config") and words and not may_see(room, room_of(words[0])):
                    wrong.append(f"{place} fetches {words[0]}")
                elif name in ("reverse", "reverse_lazy", "redirect") and words and ":" in words[0]:
                    other = words[0].partition(":")[0]
                    if not may_see(room, other):
                        wrong.append(f"{place} points up to {words[0]}")
    return wrong


def module_within(name: str, room: str) -> str:
    """`catalog.views.product.page` seen from catalog: `views`; empty for other rooms."""
    return name.split(".")[1] if room_of(name) == room and "." in name else ""


def graph_of(root: Path, room: str) -> dict[str, set[str]]:
    """Which modules of a room each of its modules imports; a package counts as one module."""
    graph: dict[str, set[str]] = {}
    for path in python_files(root, room):
        here = path.relative_to(root / room).with_suffix("").parts[0]
        if here in ("__init__", "apps"):
            continue
        reached = {module_within(found.name, room) for found in imports(path, root)}
        graph.setdefault(here, set()).update(reached - {"", here})
    return graph


def upward_inside_rooms(root: Path) -> list[str]:
    """Modules that reach one named after them in ORDER, directly or by way of modules with free names."""
    wrong = []
    for room in MAY:
        graph = graph_of(root, room)
        for module in (name for name in ORDER if name in graph):
            seen, waiting = {module}, [[module]]
            while waiting:
                way = waiting.pop()
                for other in sorted(graph.get(way[-1], set()) - seen):
                    seen.add(other)
                    if other not in ORDER:
                        waiting.append([*way, other])
                    elif ORDER.index(other) > ORDER.index(module):
                        wrong.append(f"{room}: {' -> '.join([*way, other])}")
    return wrong
