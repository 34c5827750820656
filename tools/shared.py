"""Where the material lies that accuracy and speed are measured on.

It belongs to its publishers and is no part of the repository: every tool does without it where it
is absent, and says so.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ABSENT = "no reference material here (../shared or KHABAR_SHARED)"


def shared_folder() -> Path | None:
    """The folder of reference material, or None where this machine has none."""
    named = os.environ.get("KHABAR_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "eval" / "score.py").is_file() else None
