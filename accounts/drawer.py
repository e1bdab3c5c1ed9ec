"""A place in the memory of a worker for things that are dear to make, up to a weight; the least asked for go first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Drawer(Generic[Thing]):
    """Things by key; `weigh` says what one counts towards `most`. Thread-safe."""

    def __init__(self, most: int, weigh: Callable[[Thing], int]) -> None:
        self.most, self.weigh, self.lock = most, weigh, threading.Lock()
        self.forget()

    def __len__(self) -> int:
        return len(self.things)

    def forget(self) -> None:
        """Throw everything away."""
        self.things: OrderedDict[Hashable, Thing] = OrderedDict()
        self.weight = 0

    def find(self, key: Hashable) -> Thing | None:
        """The thing, if it is there."""
        with self.lock:
            thing = self.things.get(key)
            if thing is not None:
                self.things.move_to_end(key)
            return thing

    def put(self, key: Hashable, thing: Thing) -> None:
        """Keep a thing instead of what was there; those not asked for longest ago go when all weigh too much."""
        with self.lock:
            if (known := self.things.pop(key, None)) is not None:
                self.weight -= self.weigh(known)
            self.things[key] = thing
            self.weight += self.weigh(thing)
            while self.weight > self.most:
                self.weight -= self.weigh(self.things.popitem(last=False)[1])
