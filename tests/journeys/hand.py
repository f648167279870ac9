"""A hand at mouse and keyboard, with a count of its moves."""

from playwright.sync_api import Locator, Page


class Hand:
    """Click, press and type on pages, and count clicks, keys and pages.

    Letters typed or pasted into a box are not keys. A page counts once it is loaded;
    a redirect on the way does not.
    """

    def __init__(self) -> None:
        self.clicks = self.keys = self.pages = 0

    def watch(self, page: Page) -> Page:
        """Count the pages that this window loads."""
        page.on("load", lambda _: self._note())
        return page

    def _note(self) -> None:
        self.pages += 1

    def click(self, target: Locator, *, with_key: str = "") -> None:
        """Click an element, perhaps with a key held down."""
        target.click(modifiers=[with_key] if with_key else [])
        self.clicks += 1
        self.keys += bool(with_key)

    def press(self, page: Page, *keys: str) -> None:
        """Press keys, one after the other; a combination counts once."""
        for key in keys:
            page.keyboard.press(key)
            self.keys += 1

    def type(self, page: Page, words: str) -> None:
        """Type words where the focus is."""
        page.keyboard.insert_text(words)

    def tab_to(self, page: Page, target: Locator, *, most: int = 60) -> None:
        """Press Tab until an element has the focus."""
        target.wait_for()
        for _ in range(most):
            if target.evaluate("each => each === document.activeElement"):
                return
            self.press(page, "Tab")
        raise AssertionError(f"Not reached with {most} tabs: {target}")

    def __str__(self) -> str:
        return f"{self.clicks} clicks, {self.keys} keys, {self.pages} pages"
