"""The page's fonts and colours, as the widgets take them; `style.css` uses the same variables."""

from __future__ import annotations

from typing import Any

import gradio as gr

# Only fonts with every Kazakh letter: a font without ә or қ would mix two faces in one word.
_SANS = [
    "-apple-system",
    "BlinkMacSystemFont",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "Liberation Sans",
    "Arial",
    "sans-serif",
]
_MONO = ["ui-monospace", "Consolas", "Noto Sans Mono", "Liberation Mono", "monospace"]

_COLOURS = {
    "body_background_fill": ("#fbfaf7", "#16181a"),
    "body_text_color": ("#1f2326", "#e6e4df"),
    "body_text_color_subdued": ("#5a6066", "#a3a7ab"),
    "background_fill_primary": ("#ffffff", "#1d2022"),
    "background_fill_secondary": ("#f4f2ec", "#1d2022"),
    "block_background_fill": ("#ffffff", "#1d2022"),
    "border_color_primary": ("#dcd8ce", "#34383b"),
    "color_accent_soft": ("#e6efee", "#1e3231"),
    "input_background_fill": ("#ffffff", "#1d2022"),
    "input_border_color": ("#8b8f8c", "#6c7376"),
    "input_border_color_focus": ("#0f6460", "#6fc7bf"),
    "input_placeholder_color": ("#666b70", "#969b9f"),
    "button_primary_background_fill": ("#0f6460", "#6fc7bf"),
    "button_primary_background_fill_hover": ("#0a4f4c", "#8ad6cf"),
    "button_primary_text_color": ("#ffffff", "#0e1b1a"),
    "button_primary_text_color_hover": ("#ffffff", "#0e1b1a"),
    "button_secondary_background_fill": ("#ffffff", "#1d2022"),
    "button_secondary_background_fill_hover": ("#f1eee6", "#272b2d"),
    "button_secondary_text_color": ("#1f2326", "#e6e4df"),
    "button_secondary_border_color": ("#c4c0b5", "#4a5053"),
    "link_text_color": ("#0f6460", "#6fc7bf"),
    "link_text_color_hover": ("#0a4f4c", "#8ad6cf"),
    "link_text_color_active": ("#0a4f4c", "#8ad6cf"),
    "link_text_color_visited": ("#0f6460", "#6fc7bf"),
}


def page_theme() -> Any:
    """Return the theme, light and dark."""
    colours = {name: light for name, (light, _) in _COLOURS.items()}
    colours |= {f"{name}_dark": dark for name, (_, dark) in _COLOURS.items()}
    theme = gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=_SANS, font_mono=_MONO)
    return theme.set(
        **colours, block_border_width="0px", block_shadow="none", button_primary_border_color="transparent"
    )
