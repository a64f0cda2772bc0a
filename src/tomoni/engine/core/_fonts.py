"""The Japanese font that every picture and document embeds."""

from pathlib import Path

FONT_FAMILY = "Noto Sans JP"


def font_folder() -> Path:
    """Folder of the built-in TrueType files (Noto Sans JP, OFL), filled by the front-end build."""
    return Path(__file__).parent / "fonts"
