"""Serving the page. Gradio is imported when the page is built, not when this module is."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ui.assistant import ChatAssistant
from ui.evaluator import Evaluator
from ui.runner import Runner
from ui.settings import PageSettings

# The mark in the browser's tab, a letter D. It lies inside the page, so that nothing is fetched.
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='7' fill='%230f6460'/%3E"
    "%3Cpath d='M10 7h6a9 9 0 0 1 0 18h-6zm4 4v10h2a5 5 0 0 0 0-10z' fill='white'/%3E%3C/svg%3E"
)


class CannotServeError(RuntimeError):
    """The page could not be put on the address that was asked for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Served:
    """A page that is being served in the background."""

    address: str
    blocks: Any
    runner: Runner | None = None

    def wait(self) -> None:
        """Return when the page is closed, here or from the keyboard; that interrupt is not passed on."""
        try:
            while self.blocks.is_running:
                time.sleep(0.2)
        except KeyboardInterrupt:
            self.close()

    def close(self) -> None:
        """Stop serving, and an evaluation that is running after the question it is at."""
        if self.runner is not None:
            self.runner.stop()
        self.blocks.close(verbose=False)


def build_app(
    assistant: ChatAssistant, evaluator: Evaluator | None = None, *, settings: PageSettings | None = None
) -> Any:
    """Return the page as `gr.Blocks`; without an evaluator it is the chat alone."""
    return _build(assistant, Runner(evaluator) if evaluator else None, settings or PageSettings())


def _build(assistant: ChatAssistant, runner: Runner | None, settings: PageSettings) -> Any:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before gradio is imported: nothing leaves this machine
    from ui.page import build_page

    return build_page(assistant, settings, runner)


def launch(
    assistant: ChatAssistant,
    evaluator: Evaluator | None = None,
    *,
    host: str = "127.0.0.1",
    port: int | None = 7860,
    open_browser: bool = False,
    settings: PageSettings | None = None,
) -> Served:
    """Serve the page and return at once; `port` None takes the first free one from 7860 on.

    Files are taken only with an evaluator, and only as large as `settings` allow a question set to be.

    Raises CannotServeError when the address can't be had.
    """
    settings = settings or PageSettings()
    runner = Runner(evaluator) if evaluator else None
    blocks = _build(assistant, runner, settings)
    from ui.theme import page_theme

    try:
        _, address, _ = blocks.launch(
            server_name=host, server_port=port, inbrowser=open_browser, prevent_thread_lock=True,
            quiet=True, inline=False, share=False, ssr_mode=False, mcp_server=False, pwa=False,
            enable_monitoring=False, run_history=False, allowed_paths=[],
            max_file_size=f"{settings.largest_set}mb" if runner else 1,
            footer_links=[], show_error=False, theme=page_theme(), head=_head(),
        )  # fmt: skip
    except OSError as exc:
        where = f"{host}:{port}" if port else host
        raise CannotServeError(
            f"the page cannot be served on {where}: the port is in use, or the address is not this "
            "computer's. Choose another port or host."
        ) from exc
    return Served(address, blocks, runner)


def _head() -> str:
    """HTML for the page's head. As `css=` Gradio would rewrite the rules, and lose those inside `@media`."""
    css = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    return f'<link rel="icon" href="{_ICON}"><style>{css}</style>'
