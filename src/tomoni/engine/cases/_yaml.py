"""YAML as plain JSON values: a date stays the text that was written."""

import re
from typing import Any

import yaml

from tomoni.engine.cases._errors import CasesError

MAX_DEPTH = 64
"""Lists and mappings within each other."""

_CORE = {
    "bool": ("tTfF", r"true|True|TRUE|false|False|FALSE"),
    "int": ("-+0123456789", r"[-+]?(?:0|[1-9][0-9]*)"),
    "float": ("-+.0123456789", r"(?:[-+]?[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?"),
    "null": ("~nN", r"~|null|Null|NULL|"),
}


class _Loader(yaml.CSafeLoader):
    """Safe, guesses no dates and refuses a key that stands twice.

    What YAML 1.1 and the core schema of 1.2 (chapter 10.3) both take for a number, a truth value or
    nothing is that; `no`, `9:30` and `0123` stay the words that were written.
    """

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """As the base does, after a look at the keys."""
        known: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in known:
                raise yaml.MarkedYAMLError(problem_mark=key.start_mark)
            known.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, (_first, _pattern) in _CORE.items():
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), [*_first, ""]
    )


class _Dumper(yaml.CSafeDumper):
    """Safe, and never writes an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def read_yaml(data: bytes) -> Any:
    """The plain values of a YAML text.

    Aliases are refused: a few lines could hold a billion; and so is what lies deeper than
    `MAX_DEPTH`. Raises `CasesError("bad-yaml", line=…)`.
    """
    try:
        text = data.decode("utf-8")
        _refuse_traps(text)
        return yaml.load(text, Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CasesError("bad-yaml", line=line) from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise CasesError("bad-yaml", line=1) from error


def _refuse_traps(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            raise CasesError("bad-yaml", line=mark.line + 1 if mark else 1)


def write_yaml(content: Any) -> bytes:
    """Plain values as YAML in their own order, Japanese as it is."""
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode("utf-8")
