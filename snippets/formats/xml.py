"""XML of any origin, element by element: nothing is fetched, and no entity is resolved.

A document that declares its own type is refused, for that is what entity bombs are made of
and no export needs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from snippets.errors import FileInvalid


def elements(file: Path, tag: str) -> Iterator[Any]:
    """The elements with a name in a file (lxml's), each empty once the next one is asked for.

    Raises FileInvalid.
    """
    try:
        with file.open("rb") as stream:
            yield from streamed(stream, tag, str(file))
    except OSError as error:
        raise FileInvalid(f"{file} can't be read: {error.strerror}") from error


def streamed(stream: IO[bytes], tag: str, where: str) -> Iterator[Any]:
    """The same from what is open already."""
    from lxml import etree

    try:
        for event, element in etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        ):
            if event == "start":
                _check(element, where)
            elif element.tag == tag:
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise FileInvalid(
            f"{where}:{error.lineno}: this is not XML, or it was cut short ({error.msg})"
        ) from error


def _check(element: Any, where: str) -> None:
    if element.getparent() is None and element.getroottree().docinfo.internalDTD is not None:
        raise FileInvalid(f"{where}: XML with a document type of its own is not read")


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
