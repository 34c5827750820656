"""`khabar token`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.terminal import complain, output, safe


class May(StrEnum):
    """What the holder of a token may do."""

    READ = "read"
    REVIEW = "review"


def token(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where its hash is kept.")],
    name: Annotated[str, typer.Option("--name", help="Whose it is; judgements bear this name.")],
    role: Annotated[
        May, typer.Option("--role", help="Only look, or also judge and add articles.")
    ] = May.READ,
) -> None:
    """Make a token with which somebody may use a desk, and print it this once.

    The file keeps only a hash of it, a line for each; `khabar serve --token FILE` asks for one of
    them. Take a line out and serve again, and its token is worth nothing.

    Example: khabar token tokens.txt --name "A. Salem" --role review
    """
    from khabar.serve.safety.tokens import Holder, Role, add_token

    secret = add_token(file, Holder(name=name, role=Role(role.value)))
    output().print(safe(secret))
    complain(f"{file} keeps a hash of it. Write the token down: nobody can tell it again.")
