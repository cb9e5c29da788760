"""Bodies as help desks keep them, to the library's Markdown and back."""

from __future__ import annotations

from dataclasses import dataclass

from snippets.errors import FileInvalid, SnippetInvalid
from snippets.formats import html
from snippets.formats.entry import Loss
from snippets.formats.placeholders import canonical, dialectal


@dataclass(frozen=True, slots=True)
class Body:
    """A text that was carried over, and what of it was not.

    With `logic` it holds conditions or loops that nobody carries out here: it can't be sent
    as it is, so that it has to be internal until a lead has rewritten it.
    """

    text: str
    lost: tuple[str, ...] = ()
    logic: bool = False

    def losses(self, where: str) -> list[Loss]:
        """What was lost, at this place."""
        return [Loss(where, what) for what in self.lost]


def from_html(source: str, dialect: str, where: str) -> Body:
    """The Markdown of a desk's HTML. Raises FileInvalid, naming the place."""
    try:
        text, lost = html.to_markdown(source)
    except SnippetInvalid as error:
        raise FileInvalid(f"{where}: {error}") from error
    translated = canonical(text, dialect)
    return Body(translated.text, lost + translated.lost, translated.logic)


def from_text(source: str, dialect: str) -> Body:
    """The Markdown of a desk's plain text or Markdown: the text itself."""
    translated = canonical(html.cleaned(source).strip(), dialect)
    return Body(translated.text, translated.lost, translated.logic)


def from_either(source: str | None, text: str | None, dialect: str, where: str) -> Body | None:
    """The HTML's body, else the plain text's; None where an export has neither."""
    if source is not None:
        return from_html(source, dialect, where)
    return None if text is None else from_text(text, dialect)


def as_html(markdown: str, dialect: str) -> Body:
    """A desk's HTML of the library's Markdown."""
    translated = dialectal(html.to_html(markdown), dialect)
    return Body(html.sanitised(translated.text), translated.lost)


def as_text(markdown: str, dialect: str) -> Body:
    """A desk's Markdown of the library's: the text itself with the desk's placeholders."""
    translated = dialectal(markdown, dialect)
    return Body(translated.text, translated.lost)
