"""`{% keep "footer" portal.same %} ... {% endkeep %}`: what is the same on every page is drawn once (a builtin too)."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from django import template
from django.utils.safestring import SafeString

register = template.Library()

MOST_LETTERS = 2_000_000  # of all pieces in one worker


class Drawer:
    """Pieces of pages by name and key, those not asked for longest ago first."""

    def __init__(self, most: int = MOST_LETTERS) -> None:
        self.most, self.lock = most, threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Throw everything away; who changes settings must, for they are in the pieces."""
        self.pieces: OrderedDict[Hashable, str] = OrderedDict()
        self.letters = 0

    def find(self, place: Hashable) -> str | None:
        """The piece, if it is there."""
        with self.lock:
            if (piece := self.pieces.get(place)) is not None:
                self.pieces.move_to_end(place)
            return piece

    def put(self, place: Hashable, piece: str) -> None:
        """Keep a piece; the oldest go when there are too many."""
        with self.lock:
            if place not in self.pieces:
                self.pieces[place] = piece
                self.letters += len(piece)
            while self.letters > self.most:
                self.letters -= len(self.pieces.popitem(last=False)[1])


drawer = Drawer()


class KeepNode(template.Node):
    """Draws its content, or takes it from the memory of this process."""

    def __init__(self, nodes: template.NodeList, name: str, keys: list[template.base.FilterExpression]) -> None:
        self.nodelist, self.name, self.keys = nodes, name, keys

    def render(self, context: template.Context) -> SafeString:
        """The content; kept for the keys, drawn anew each time when one of them is None or missing."""
        keys = [key.resolve(context) for key in self.keys]
        if None in keys or "" in keys:
            return self.nodelist.render(context)
        place = (self.name, *keys)
        drawn = drawer.find(place)
        if drawn is None:
            drawn = self.nodelist.render(context)
            drawer.put(place, drawn)
        return SafeString(drawn)


@register.tag
def keep(parser: template.base.Parser, token: template.base.Token) -> KeepNode:
    """`keep "name" key ...`: the content may depend on nothing but the settings and the keys."""
    _, *words = token.split_contents()
    if len(words) < 2:
        raise template.TemplateSyntaxError("keep takes a name and at least one key")
    nodes = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(nodes, words[0].strip("\"'"), [parser.compile_filter(key) for key in words[1:]])
