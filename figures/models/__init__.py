"""The nouns of the room: frozen counts, figures of other offices, their lists, and outlines of kecamatan."""

from figures.models.boundary import Boundary
from figures.models.lists import ComparedList, ComparedRow
from figures.models.snapshot import Snapshot, SnapshotUnit, UnitState
from figures.models.sourced import SourcedFigure

__all__ = ["Boundary", "ComparedList", "ComparedRow", "Snapshot", "SnapshotUnit", "SourcedFigure", "UnitState"]
