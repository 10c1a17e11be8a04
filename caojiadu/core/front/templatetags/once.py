"""Parts of pages that are the same for everybody who reads a language: drawn once in a process, not with every page."""

from collections.abc import Hashable, Sequence

from django.template import Context, Library, Node, TemplateSyntaxError
from django.template.base import NodeList, Parser, Token
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()
MOST = 100  # drawings kept of each part; then it begins again


class Once(Node):
    """A part that is drawn for each language and each value of the variables named; it can see no others, so it holds
    nothing of whoever reads it."""

    def __init__(self, names: Sequence[str], nodelist: NodeList) -> None:
        self.names, self.nodelist = names, nodelist
        self.drawn: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """What was drawn before, or is drawn now."""
        values = tuple(context.get(name) for name in self.names)
        found = self.drawn.get((get_language(), values))
        if found is None:
            found = self._draw(context, values)
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            self.drawn[get_language(), values] = found
        return found

    def _draw(self, context: Context, values: Sequence[Hashable]) -> SafeString:
        blank = Context(dict(zip(self.names, values, strict=True)), autoescape=context.autoescape)
        assert context.template is not None  # it is being drawn
        with blank.bind_template(context.template):
            return self.nodelist.render(blank)


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """{% once theme large %} … {% endonce %}: the variables named are all that the part depends on beside the language;
    they must be few, with few values."""
    names = token.split_contents()[1:]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError("a part that is drawn once can hold no block: each page fills it otherwise")
    return Once(names, nodelist)
