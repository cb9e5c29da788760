"""Values that remember where they stand, for errors that point there: in a file, or sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from models.errors import OwnRuleInvalid, RuleInvalid

Place = tuple[str | int, ...]
"""Where a value is: the keys and numbers that lead to it."""


class YamlFile:
    """A parsed YAML file that remembers on which line each value stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self._values = yaml.SafeLoader("")
        try:
            root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line = mark.line + 1 if mark else 1
            raise RuleInvalid(f"{path}:{line}: not valid YAML: {error.problem}") from error
        self.data = self._built(root, ()) if root else None

    def _built(self, node: yaml.Node, path: Place) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            pairs = {}
            for key, value in node.value:
                if key.value in pairs:
                    raise RuleInvalid(f"{self.path}:{key.start_mark.line + 1}: {key.value} twice")
                pairs[key.value] = self._built(value, (*path, key.value))
            return pairs
        if isinstance(node, yaml.SequenceNode):
            return [self._built(item, (*path, n)) for n, item in enumerate(node.value)]
        return self._values.construct_object(node)

    def error(self, at: Place, message: str) -> RuleInvalid:
        """The error for a value, or for the nearest thing around it that is there."""
        while at not in self.lines and at:
            at = at[:-1]
        return RuleInvalid(f"{self.path}:{self.lines.get(at, 1)}: {message}")


class Sent:
    """Values that came without a file; errors name the key."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def error(self, at: Place, message: str) -> OwnRuleInvalid:
        """The error for a value."""
        return OwnRuleInvalid(": ".join(filter(None, [".".join(map(str, at)), message])))


Source = YamlFile | Sent
"""Where the values of a rule come from."""
