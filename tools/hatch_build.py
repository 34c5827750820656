"""Before a wheel is built: bring what the pages take from npm, where it is not there yet."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Vendored(BuildHookInterface[Any]):
    """Runs tools/vendor.py; without npm the wheel is built all the same, and shows no charts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called by hatchling before it looks which files there are."""
        root = Path(self.root)
        brought = root / "src/khabar/serve/static/vendor/charts.js"
        if version == "editable" or brought.exists():
            return
        if runpy.run_path(str(root / "tools/vendor.py"))["main"]():
            print("khabar: this build has no charts.", file=sys.stderr)
