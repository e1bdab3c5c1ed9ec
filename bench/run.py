"""`make bench`: every module of this folder with a function `ratios` is measured; 1 when a limit is broken."""

import os
import sys
from importlib import import_module
from pathlib import Path

from bench.ratios import Outcome, measure
from lebak_catalog.embedded import Trouble
from tests.run import database

HELP = ("__init__", "run", "ratios", "register", "products", "plain", "settings", "urls", "filling", "load", "serving")


def modules() -> list[str]:
    """The names of the modules that measure something; arguments choose among them."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    return [name for name in names if name not in HELP and (not sys.argv[1:] or name in sys.argv)]


def line(outcome: Outcome) -> str:
    """One row of the table."""
    mark = "ok    " if outcome.holds else "FAILED"
    words = f"{outcome.candidate_ms:9.2f} ms {outcome.baseline_ms:9.2f} ms {outcome.measured:7.2f}"
    return f"{mark} {outcome.ratio.name:44} {words}  (at most {outcome.ratio.at_most:g})"


def run() -> bool:
    """Measures everything in a database of its own; True when every limit holds."""
    import django

    django.setup()
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        outcomes = []
        for name in modules():
            for found in import_module(f"bench.{name}").ratios():
                outcomes.append(found if isinstance(found, Outcome) else measure(found))
                print(line(outcomes[-1]), flush=True)
    finally:
        runner.teardown_databases(made)
    return all(outcome.holds for outcome in outcomes)


def main() -> int:
    """Starts a PostgreSQL when none is given, measures, and stops it."""
    os.environ |= {"MODE": "test", "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    try:
        with database("bench"):
            return 0 if run() else 1
    except Trouble as trouble:
        print(f"\nBerhenti: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
