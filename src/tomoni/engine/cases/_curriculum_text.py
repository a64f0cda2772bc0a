"""A curriculum as a text that people read, and every mistake of such a text."""

from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tomoni.engine.cases._curriculum import Curriculum, with_used
from tomoni.engine.cases._curriculum_checks import check_curriculum
from tomoni.engine.cases._yaml import read_yaml
from tomoni.engine.core import Finding, Severity


class _Dumper(yaml.CSafeDumper):
    """Texts of several lines stand as they are read (literal style)."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def write_curriculum(curriculum: Curriculum) -> bytes:
    """The whole curriculum as one YAML file; what is as usual is left out.

    Read again by `read_curriculum`, it is the same curriculum.
    """
    content = curriculum.model_dump(mode="json", exclude_defaults=True)
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode("utf-8")


def curriculum_mistakes(data: bytes) -> tuple[Finding, ...]:
    """Everything that is wrong in a YAML text; of a sound one all that `check_curriculum` sees.

    The code of a mistake is `bad-curriculum` with `where` (e.g. `sessions.0.hours`), `why` (the
    kind of the mistake) and, where there is one, the `name` it is about. Raises `CasesError` as
    `read_curriculum` where the text is no YAML or uses what is nowhere.
    """
    given = with_used(read_yaml(data))
    try:
        return check_curriculum(Curriculum.model_validate(given))
    except ValidationError as error:
        return tuple(_mistake(each) for each in error.errors())


def _mistake(error: ErrorDetails) -> Finding:
    params: dict[str, str | int | float] = {
        "where": ".".join(str(part) for part in error["loc"]),
        "why": error["type"],
        "name": str(error.get("ctx", {}).get("name", "")),
    }
    return Finding(code="bad-curriculum", severity=Severity.ERROR, params=params)
