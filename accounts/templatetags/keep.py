"""`{% keep "footer" portal.same %} ... {% endkeep %}`: what is the same on every page is drawn once (a builtin too)."""

from django import template
from django.utils.safestring import SafeString

from accounts.drawer import Drawer

register = template.Library()

MOST_LETTERS = 2_000_000  # of all pieces in one worker


FRAME = 200  # what the place and the key of a piece count: also one without letters takes room


def _weight(drawn: str) -> int:
    return FRAME + len(drawn)


drawer: Drawer[str] = Drawer(MOST_LETTERS, _weight)  # whoever changes settings must empty it: they are in the pieces


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
