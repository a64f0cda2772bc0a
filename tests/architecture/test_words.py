"""Words: the glossary knows them, no address and no machine is named by accident."""

import ast
from pathlib import Path

import pytest

from architecture import rules, tree

GLOSSARY = (tree.ROOT / "GLOSSARY.md").read_text()

# Hosts that a text may name: namespaces and licences that are written as an address, the standards
# and projects that a page points its reader to, and names that lead nowhere. Nothing is fetched.
HOSTS = {
    "127.0.0.1": "the house itself",
    "localhost": "the house itself",
    "testserver": "Django's test client",
    "example.com": "leads nowhere (RFC 2606)",
    "example.org": "leads nowhere (RFC 2606)",
    "example.net": "leads nowhere (RFC 2606)",
    "example.jp": "leads nowhere (JPRS)",
    "example.lg.jp": "leads nowhere",
    "example": "leads nowhere (RFC 2606)",
    "test": "leads nowhere (RFC 2606)",
    "invalid": "leads nowhere (RFC 2606)",
    "www.w3.org": "namespaces of XML",
    "www.omg.org": "namespaces of BPMN",
    "camunda.org": "namespaces that others write into BPMN, and that we keep",
    "www.signavio.com": "namespaces that others write into BPMN, and that we keep",
    "www.bizagi.com": "namespaces that others write into BPMN, and that we keep",
    "www.opengis.net": "namespaces of GML",
    "nlftp.mlit.go.jp": "the namespace of 国土数値情報",
    "schemas.openxmlformats.org": "namespaces of Office files",
    "schemas.microsoft.com": "namespaces of Office files",
    "purl.org": "namespaces of Office files",
    "bpmn.io": "namespaces, and the mark that its licence asks for",
    "vega.github.io": "the name of the schema of charts",
    "purl.imsglobal.org": "namespaces of Open Badges",
    "www.apache.org": "the licence",
    "creativecommons.org": "licences of data",
    "openfontlicense.org": "the licence of the font",
    "scripts.sil.org": "the licence of the font",
    "keepachangelog.com": "the form of the changelog",
    "semver.org": "the form of version numbers",
    "diataxis.fr": "the form of the documents",
    "www.contributor-covenant.org": "the code of conduct",
    "opendata.city.takamatsu.kagawa.jp": "where the data of the example come from",
    "github.com": "where the data of the example come from, and projects that NOTICE names",
    "www.soumu.go.jp": "the national guidebook",
    "www.digital.go.jp": "the design system",
    "design.digital.go.jp": "the design system",
}
TEXTS = list(tree.texts())


def kinds() -> list[str]:
    """The kinds of artifact, read from the one table where they are registered."""
    source = ast.parse((tree.ENGINE / "cases" / "_kinds.py").read_text())
    table = next(
        node.value
        for node in source.body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "KINDS"
    )
    assert isinstance(table, ast.Dict)
    return [ast.literal_eval(key) for key in table.keys if key is not None]


@pytest.mark.parametrize("kind", kinds())
def test_the_glossary_knows_every_kind_of_artifact(kind: str) -> None:
    assert f"`{kind}`" in GLOSSARY


@pytest.mark.parametrize("package", [*tree.rooms(), *tree.apps()], ids=tree.name)
def test_the_glossary_knows_every_room_and_app(package: Path) -> None:
    assert f"`{package.name}`" in GLOSSARY


@pytest.mark.parametrize("path", TEXTS, ids=tree.name)
def test_a_text_names_no_stranger(path: Path) -> None:
    text = path.read_text(errors="replace")
    assert list(rules.strange_hosts(text, known=HOSTS)) == []


@pytest.mark.parametrize("path", TEXTS, ids=tree.name)
def test_a_text_is_finished_and_belongs_to_no_machine(path: Path) -> None:
    text = path.read_text(errors="replace")
    assert [*rules.unfinished(text), *rules.machine_paths(text)] == []


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "tests/bench/rivals.lock", "frontend/package-lock.json"]
)
def test_a_lock_holds_no_address(lock: str) -> None:
    assert "://" not in (tree.ROOT / lock).read_text()
