"""The editor of a flow, and a hand at the mouse."""

from playwright.sync_api import Locator, Page, expect


def editor(page: Page) -> Locator:
    """The editor, once what was typed or drawn has reached the other face."""
    found = page.locator("tomoni-flow-editor")
    expect(found).to_have_attribute("data-state", "ready")
    return found


class Hand:
    """A hand at the mouse: it draws as people do, and waits until the table has it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.canvas = page.locator("[data-flow-canvas]")

    def look(self) -> None:
        """Nothing chosen, the whole picture in view."""
        editor(self.page)
        self.page.get_by_role("button", name="全体を表示").click()
        self.canvas.evaluate(
            "canvas => canvas.scrollIntoView({block: 'center', behavior: 'instant'})"
        )
        box = self.canvas.bounding_box()
        assert box
        self.page.mouse.click(box["x"] + 8, box["y"] + box["height"] - 8)

    def middle(self, shape: str) -> tuple[float, float]:
        """The middle of a shape; of a lane the middle of its head."""
        drawn = self.canvas.locator(f".djs-shape[data-element-id={shape}] > .djs-visual")
        found = drawn.bounding_box()
        assert found
        across = 10 if shape.lower().startswith("lane") else found["width"] / 2
        return found["x"] + across, found["y"] + found["height"] / 2

    def choose(self, shape: str) -> None:
        self.look()
        self.page.mouse.click(*self.middle(shape))

    def pad(self, action: str) -> None:
        """One of the tools beside what is chosen."""
        self.canvas.locator(f".djs-context-pad [data-action='{action}']").click()

    def type(self, text: str) -> None:
        expect(self.canvas.locator(".djs-direct-editing-content")).to_be_focused()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        editor(self.page)

    def chosen(self) -> str:
        shape = self.canvas.locator(".djs-shape.selected")
        return shape.get_attribute("data-element-id") or ""

    def append(self, shape: str, what: str, name: str = "") -> str:
        self.choose(shape)
        self.pad(f"append.{what}")
        if name:
            self.type(name)
        editor(self.page)
        return self.chosen()

    def connect(self, source: str, target: str, words: str = "") -> None:
        self.choose(source)
        self.pad("connect")
        self.page.mouse.move(*self.middle(target), steps=3)
        self.page.mouse.click(*self.middle(target))
        if words:
            self.label(source, target, words)

    def line(self, source: str, target: str) -> tuple[float, float]:
        """A point on the line between two shapes, which nothing lies on."""
        x, y = self.page.evaluate(
            """([source, target]) => {
                const lines = [...document.querySelectorAll(".djs-connection[data-element-id]")];
                const box = id => document.querySelector(
                    `.djs-shape[data-element-id="${id}"] > .djs-visual`).getBoundingClientRect();
                const near = (point, of) => point.x > of.left - 9 && point.x < of.right + 9
                    && point.y > of.top - 9 && point.y < of.bottom + 9;
                for (const line of lines) {
                    const path = line.querySelector(":scope > .djs-visual > path");
                    const at = part => path.getPointAtLength(path.getTotalLength() * part)
                        .matrixTransform(path.getScreenCTM());
                    if (!near(at(0), box(source)) || !near(at(1), box(target))) continue;
                    for (let part = 0.3; part < 1; part += 0.02) {
                        const point = at(part);
                        const found = document.elementFromPoint(point.x, point.y);
                        if (found && line.contains(found)) return [point.x, point.y];
                    }
                }
                return [0, 0];
            }""",
            [source, target],
        )
        assert x, (source, target)
        return x, y

    def label(self, source: str, target: str, words: str) -> None:
        self.look()
        self.page.mouse.dblclick(*self.line(source, target))
        self.type(words)

    def cut(self, source: str, target: str) -> None:
        self.look()
        self.page.mouse.click(*self.line(source, target))
        self.page.keyboard.press("Delete")

    def drag(self, shape: str, *, into: str) -> None:
        """Straight up or down, into another lane."""
        self.look()
        (x, start), (_x, end) = self.middle(shape), self.middle(into)
        self.page.mouse.move(x, start)
        self.page.mouse.down()
        self.page.mouse.move(x, (start + end) / 2, steps=4)
        self.page.mouse.move(x, end, steps=4)
        self.page.mouse.up()
