"""Files, functions and templates stay small enough to read in one go."""

import ast
from pathlib import Path

from tests.architecture.house import MAY, ROOF, ROOT, python_files, tree_of

FILE, FUNCTION, PAGE, PART = 300, 50, 150, 60


def lines(path: Path) -> int:
    """Lines of a file."""
    return len(path.read_text().splitlines())


def too_long(root: Path) -> list[str]:
    """Python files and functions over their limit."""
    wrong = []
    for path in python_files(root, *MAY, ROOF, "tests", "bench"):
        if (length := lines(path)) > FILE:
            wrong.append(f"{path.relative_to(root)} has {length} lines")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION:
                    wrong.append(f"{path.relative_to(root)}: {node.name} has {length} lines")
    return wrong


def too_tall(root: Path) -> list[str]:
    """Templates over their limit; a part lies in a folder `parts` or begins with an underscore."""
    wrong = []
    for path in sorted((root / "templates").rglob("*.html")):
        part = "parts" in path.parts or path.name.startswith("_")
        if (length := lines(path)) > (PART if part else PAGE):
            wrong.append(f"{path.relative_to(root)} has {length} lines")
    return wrong


def test_python_stays_small():
    assert too_long(ROOT) == []


def test_templates_stay_small():
    assert too_tall(ROOT) == []


def test_planted_long_files_and_functions_are_caught(tmp_path: Path):
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog/actions.py").write_text("def act():\n" + "    x = 1\n" * 50 + "y = 1\n" * 250)
    assert too_long(tmp_path) == ["catalog/actions.py has 301 lines", "catalog/actions.py: act has 51 lines"]


def test_planted_long_templates_are_caught(tmp_path: Path):
    for name, length in (("catalog/page.html", 151), ("parts/card.html", 61), ("catalog/_row.html", 61)):
        (tmp_path / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "templates" / name).write_text("<p>\n" * length)
    assert len(too_tall(tmp_path)) == 3
