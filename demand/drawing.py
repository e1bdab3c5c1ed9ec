"""Where the bars of a product's months stand: pure positions, as text that no locale changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ROW, BAR, GAP, LEFT, WIDE, RIGHT = 58, 18, 4, 118, 310, 72


@dataclass(frozen=True)
class Month:
    """One month of the chart."""

    label: str
    found: int
    opened: int


def bars(months: Sequence[Month]) -> dict[str, Any]:
    """Two bars for each month on one scale: how often it was shown, and how often opened."""
    most = max((max(one.found, one.opened) for one in months), default=0) or 1
    rows = []
    for place, one in enumerate(months):
        top = place * ROW + 8
        pair = []
        for offset, value, look in ((0, one.found, "demand-found"), (BAR + GAP, one.opened, "demand-opened")):
            width = value * WIDE // most
            pair.append({
                "y": top + offset, "width": width, "value": value, "look": look,
                "text_x": LEFT + width + 6, "text_y": top + offset + BAR - 3,
            })  # fmt: skip
        rows.append({"label": one.label, "y": top + BAR + GAP, "bars": pair})
    return {"box": f"0 0 {LEFT + WIDE + RIGHT} {len(months) * ROW + 8}", "rows": rows, "left": LEFT, "bar": BAR}
