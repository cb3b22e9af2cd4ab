"""How people work a page: with a mouse, with a finger, or by the keyboard alone."""

from typing import Any

#: No page has more places to stop at than this.
STOPS = 250


class Mouse:
    """Somebody who clicks on what they see, by the words it carries."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def press(self, button: Any) -> None:
        button.click()

    def write(self, box: Any, text: str) -> None:
        box.fill(text)

    def tick(self, choice: Any) -> None:
        choice.check()

    def choose(self, box: Any, option: str) -> None:
        box.select_option(label=option)


class Finger(Mouse):
    """Somebody at a telephone."""

    def press(self, button: Any) -> None:
        button.tap()

    def tick(self, choice: Any) -> None:
        if not choice.is_checked():
            choice.tap()


class Keyboard(Mouse):
    """Somebody who has nothing but keys: what Tab does not reach is not there."""

    def press(self, button: Any) -> None:
        self._go_to(button)
        self.page.keyboard.press("Enter")

    def write(self, box: Any, text: str) -> None:
        self._go_to(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def tick(self, choice: Any) -> None:
        if choice.get_attribute("type") == "checkbox":
            self._go_to(choice)
            self.page.keyboard.press("Space")
            return
        group = self.page.locator(f'[name="{choice.get_attribute("name")}"]')
        self._go_to(group)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            # Whoever presses an arrow looks first at what the one before has led to.
            self.page.wait_for_load_state("networkidle")
            if choice.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {choice}")

    def choose(self, box: Any, option: str) -> None:
        self._go_to(box)
        self.page.keyboard.press("Home")
        for _ in range(box.locator("option").count()):
            if box.locator("option:checked").inner_text() == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {option}")

    def _go_to(self, wanted: Any) -> None:
        wanted.first.wait_for(state="attached")
        for _ in range(STOPS):
            if any(one.evaluate("one => one === document.activeElement") for one in wanted.all()):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")
