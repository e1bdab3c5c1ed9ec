"""How we measure: baseline and candidate in turn in the same minutes, medians, and a limit on the ratio.

Wall figures move two or three times with the neighbours of a machine; a ratio inside one run does not.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 7


@dataclass(frozen=True)
class Ratio:
    """`candidate` may cost at most `at_most` times what `baseline` costs."""

    name: str
    candidate: Callable[[], object]
    baseline: Callable[[], object]
    at_most: float
    clock: Callable[[], float] = time.process_time  # CPU of this process; time.perf_counter for other processes


@dataclass(frozen=True)
class Outcome:
    """Medians in milliseconds, and whether the limit holds."""

    ratio: Ratio
    candidate_ms: float
    baseline_ms: float

    @property
    def measured(self) -> float:
        """How many times the baseline the candidate costs."""
        return self.candidate_ms / self.baseline_ms if self.baseline_ms else float("inf")

    @property
    def holds(self) -> bool:
        """Whether the candidate stays within its limit."""
        return self.measured <= self.ratio.at_most


def milliseconds(action: Callable[[], object], clock: Callable[[], float], least: float = 0.05) -> float:
    """Cost of one call; repeated until at least `least` seconds are measured."""
    calls, begun = 0, clock()
    while (spent := clock() - begun) < least or not calls:
        action()
        calls += 1
    return spent / calls * 1000


def measure(ratio: Ratio, rounds: int = ROUNDS) -> Outcome:
    """Warms both up, then measures them in turn."""
    ratio.baseline()
    ratio.candidate()
    baseline, candidate = [], []
    for _ in range(rounds):
        baseline.append(milliseconds(ratio.baseline, ratio.clock))
        candidate.append(milliseconds(ratio.candidate, ratio.clock))
    return Outcome(ratio, statistics.median(candidate), statistics.median(baseline))
