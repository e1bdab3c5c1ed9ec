"""Bells are few, known by name, and live in bells.py; who listens says so in listening.py."""

import ast
from pathlib import Path

from tests.architecture.house import MAY, ROOF, ROOT, python_files, tree_of
from tests.architecture.import_rules import called

BELLS = {
    "review.deciding",
    "review.telling",
    "registry.business_changed",
    "registry.businesses_changed",
    "registry.business_sent",
    "registry.business_closing",
    "certification.certificate_changed",
    "clusters.members_changed",
    "catalog.product_changed",
    "catalog.search_answered",
    "catalog.product_opened",
    "catalog.product_shortlisted",
}


def bells(root: Path) -> set[str]:
    """Every signal that the house defines, as room.name, or as a path when it is not in bells.py."""
    found = set()
    for path in python_files(root, *MAY, ROOF):
        room = path.relative_to(root).parts[0]
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and called(node.value) == "Signal":
                name = getattr(node.targets[0], "id", "?")
                found.add(f"{room}.{name}" if path.name == "bells.py" else f"{path.relative_to(root)}: {name}")
    return found


def listeners_elsewhere(root: Path) -> list[str]:
    """Places outside bells.py, listening.py and apps.py where something starts to listen to a signal."""
    wrong = []
    for path in python_files(root, *MAY, ROOF):
        if path.name in ("bells.py", "listening.py", "apps.py"):
            continue
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call):
                continue
            database = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "psycopg2"
            if called(node) == "receiver" or (called(node) == "connect" and not database):
                wrong.append(f"{path.relative_to(root)}:{node.lineno}")
    return wrong


def test_the_list_of_bells_is_complete():
    assert bells(ROOT) == BELLS


def test_nobody_listens_elsewhere():
    assert listeners_elsewhere(ROOT) == []


def test_a_planted_bell_is_caught(tmp_path: Path):
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog/actions.py").write_text(
        "hidden = Signal()\n@receiver(hidden)\ndef hear(**_): ...\nhidden.connect(hear)"
    )
    (tmp_path / "catalog/bells.py").write_text("new = Signal()")
    assert bells(tmp_path) == {"catalog/actions.py: hidden", "catalog.new"}
    assert listeners_elsewhere(tmp_path) == ["catalog/actions.py:2", "catalog/actions.py:4"]
