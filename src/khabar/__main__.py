"""`khabar` and `python -m khabar`."""

from __future__ import annotations

from khabar.cli.app import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
