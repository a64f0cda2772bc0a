"""bpmn-js, which Camunda Modeler is made of, opens what we write without a warning."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from engine.flows.edits import edits
from tomoni.engine import flows

ROOT = Path(__file__).resolve().parents[2]
VIEWER = ROOT / "frontend/node_modules/bpmn-js/dist/bpmn-viewer.production.min.js"
DRAWN = ROOT / "tests/engine/flows/drawn"
OPEN = """async file => {
  const viewer = new BpmnJS({container: "#canvas"});
  const {warnings} = await viewer.importXML(file);
  const shown = viewer.get("elementRegistry").filter(one => one.type.endsWith("Task")).length;
  viewer.destroy();
  return [warnings.map(warning => warning.message), shown];
}"""
Shown = tuple[list[str], int]


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[[bytes], Shown]]:
    """Opens a file: what bpmn-js warns of, and how many tasks it shows."""
    page = chromium.new_page()
    page.set_content('<div id="canvas" style="width: 900px; height: 600px"></div>')
    page.add_script_tag(path=VIEWER)

    def open_file(data: bytes) -> Shown:
        warnings, shown = page.evaluate(OPEN, data.decode())
        return warnings, shown

    yield open_file
    page.close()


def test_new_files_open_without_a_warning(opened: Callable[[bytes], Shown]) -> None:
    for one in flows.templates():
        assert opened(flows.to_bpmn(flows.template(one.name))) == ([], one.steps), one.name


@pytest.mark.parametrize("name", ["modeler", "portal", "desktop"])
def test_files_of_other_tools_open_after_each_change(
    name: str, opened: Callable[[bytes], Shown]
) -> None:
    kept = (DRAWN / f"{name}.bpmn").read_bytes()
    for what, flow in edits(flows.from_bpmn(kept)):
        warnings, shown = opened(flows.to_bpmn(flow, kept=kept))
        assert warnings == [], what
        assert shown >= len(flow.steps) - 2, what
