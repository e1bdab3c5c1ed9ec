"""Two processes fill a large demo in half the time: this one and a second that makes the other half.

Whatever the second one does not finish, for whatever reason, is made by the first; it ends when the first one does.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from lebak_catalog.demo.filling.goods import near
from lebak_catalog.demo.filling.plan import BusinessPlan
from lebak_catalog.embedded import die_with_parent

WORTH_IT = 150  # businesses; below that one process is as quick


def halves(plans: Sequence[BusinessPlan]) -> tuple[list[BusinessPlan], list[BusinessPlan]]:
    """Two halves of equal work; makers of the same goods stay together, so that no picture is drawn twice."""
    groups: dict[str, list[BusinessPlan]] = {}
    for plan in plans:
        groups.setdefault(min([plan.slug, *near(plan.slug)]), []).append(plan)
    first: set[int] = set()
    weights = [0, 0]
    for group in sorted(groups.values(), key=work_of, reverse=True):
        lighter = weights.index(min(weights))
        weights[lighter] += work_of(group)
        if lighter == 0:
            first |= {plan.number for plan in group}
    return [p for p in plans if p.number in first], [p for p in plans if p.number not in first]


def work_of(plans: Sequence[BusinessPlan]) -> int:
    """How much there is to do, in products."""
    return sum(2 + len(plan.products) + len(plan.certificates) for plan in plans)


def is_worth_it(plans: Sequence[BusinessPlan]) -> bool:
    """Whether a second process would help: enough to do, a second core, and no transaction it could not see."""
    return len(plans) >= WORTH_IT and (os.cpu_count() or 1) > 1 and not connection.in_atomic_block


@contextmanager
def second_half(size: str) -> Iterator[None]:
    """A second process makes its half during the block; at the end it is waited for."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "fill_demo", "--size", size, "--second-half"]
    nowhere = subprocess.DEVNULL
    helper = subprocess.Popen(
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, preexec_fn=die_with_parent(signal.SIGKILL)
    )
    try:
        yield
        helper.wait()
    finally:
        if helper.poll() is None:
            helper.terminate()
            helper.wait()


class Orphaned(Exception):
    """The first process is gone, so the second one stops."""


def stay_with(parent: int) -> None:
    """Raises Orphaned when the process that started this one is gone."""
    if os.getppid() != parent:
        raise Orphaned
