"""The markup inside Word and Excel files, read as XML: what is judged is what a reader's program sees, however it is
spelt in bytes. No document type, so no entity of anybody's own, and nothing is fetched."""

from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

Attributes = dict[str, str]
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ATTRIBUTES = ("Id", "Type", "Target", "TargetMode")  # of a relation; a prefix makes another attribute
_LINES = frozenset({"p", "si", "c", "br"})  # what ends a line: a paragraph, a text of a sheet, a cell, a break


class Markup(NamedTuple):
    """What stands in a part."""

    text: str
    fields: str  # the instructions of its fields, one a line
    elements: frozenset[str]  # names without prefix
    relations: list[Attributes]


class _Reader:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.fields: list[str] = []
        self.elements: set[str] = set()
        self.relations: list[Attributes] = []
        self._within = ""

    def start(self, name: str, attributes: Attributes) -> None:
        self._within = local = _plain(name)
        self.elements.add(local)
        if local == "Relationship":
            self.relations.append(attributes)
        elif local == "fldChar":
            self.fields.append("\n")
        elif local == "fldSimple":
            self.fields += ["\n", *(value for key, value in attributes.items() if _plain(key) == "instr"), "\n"]

    def end(self, name: str) -> None:
        self._within = ""
        if _plain(name) in _LINES:
            self.text.append("\n")

    def words(self, data: str) -> None:
        self.text.append(data)
        if self._within == "instrText":
            self.fields.append(data)

    def no_document_type(self, *_told: object) -> None:
        raise ValueError("a document type")


def read_markup(content: bytes) -> Markup:
    """Read a part. Raises ValueError where it is no XML, or has a document type."""
    reader, parser = _Reader(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.no_document_type
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise ValueError("no XML") from error
    return Markup("".join(reader.text), "".join(reader.fields), frozenset(reader.elements), reader.relations)


def is_outside(relation: Attributes) -> bool:
    """Whether a relation leads out of the file, as it says, or by an address that is no part of one."""
    target = relation.get("Target", "")
    says = relation.get("TargetMode", "").strip().casefold() == "external"
    return says or ":" in target or target.replace("\\", "/").startswith("//")


def is_hyperlink(relation: Attributes) -> bool:
    """Whether a relation is a link that somebody clicks, and nothing that a program fetches by itself."""
    return relation.get("Type", "").endswith("/hyperlink")


def leading_nowhere(relations: list[Attributes]) -> bytes:
    """The part of relations written anew: a link to outside keeps its words and loses its address."""
    nowhere = {"Target": "about:blank", "TargetMode": "External"}
    kept = ({**one, **nowhere} if is_outside(one) else one for one in relations)
    rows = ("".join(f" {name}={quoteattr(one[name])}" for name in _ATTRIBUTES if name in one) for one in kept)
    links = "".join(f"<Relationship{row}/>" for row in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_NAMESPACE}">{links}</Relationships>'.encode()


def _plain(name: str) -> str:
    return name.rpartition(":")[2]
