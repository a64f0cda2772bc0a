"""YAML as plain JSON values: a date stays the text that was written."""

from typing import Any

import yaml

from tomoni.engine.cases._errors import CasesError


class _Loader(yaml.CSafeLoader):
    """Safe, and without guessing dates."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.CSafeDumper):
    """Safe, and never writes an alias."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002
        return True


def read_yaml(data: bytes) -> Any:  # noqa: ANN401
    """The plain values of a YAML text. Aliases are refused: a few lines could hold a billion.

    Raises `CasesError("bad-yaml", line=…)`.
    """
    try:
        text = data.decode("utf-8")
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                raise CasesError("bad-yaml", line=event.start_mark.line + 1)
        return yaml.load(text, Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CasesError("bad-yaml", line=line) from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise CasesError("bad-yaml", line=1) from error


def write_yaml(content: Any) -> bytes:  # noqa: ANN401
    """Plain values as YAML in their own order, Japanese as it is."""
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode("utf-8")
