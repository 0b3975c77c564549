"""The program's own themes; Textual's built-in ones stay available.

Colours are chosen for a contrast of at least 4.5 to 1 on their background, also in grey.
"""

from __future__ import annotations

from textual.theme import Theme

DEFAULT_THEME = "mbc-dark"

_DARK = Theme(
    name="mbc-dark",
    dark=True,
    primary="#7fb3d5",
    secondary="#a3be8c",
    accent="#e5c07b",
    foreground="#e6e6e6",
    background="#15191f",
    surface="#1b2027",
    panel="#242b34",
    success="#8fd19e",
    warning="#f0c674",
    error="#ff8f8f",
    variables={
        "footer-key-foreground": "#e5c07b",
        "footer-background": "#242b34",
        "block-cursor-background": "#34506b",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#2a3340",
        "block-cursor-blurred-foreground": "#e6e6e6",
    },
)

_LIGHT = Theme(
    name="mbc-light",
    dark=False,
    primary="#1f5f8b",
    secondary="#3d6b2f",
    accent="#8a5a00",
    foreground="#1c1f23",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e2d9",
    success="#1d6b35",
    warning="#7a5200",
    error="#a3212b",
    variables={
        "footer-key-foreground": "#8a3d00",
        "footer-background": "#e6e2d9",
        "block-cursor-background": "#1f5f8b",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#d3dde5",
        "block-cursor-blurred-foreground": "#1c1f23",
    },
)

THEMES = (_DARK, _LIGHT)
