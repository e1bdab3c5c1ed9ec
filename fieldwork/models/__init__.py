"""The nouns of the room: help with a registration, and visits to workshops."""

from fieldwork.models.assistance import Assistance
from fieldwork.models.visit import Visit, VisitMachine, VisitMaterial, VisitPhoto

__all__ = ["Assistance", "Visit", "VisitMachine", "VisitMaterial", "VisitPhoto"]
