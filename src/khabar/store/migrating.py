"""Bringing the tables of a store up to this version."""

from __future__ import annotations

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from khabar.errors import StoreError


def migrate(connection: Connection, revision: str | None, where: str) -> None:
    """Run the migrations that a store of this revision lacks, inside the caller's transaction.

    Raises:
        StoreError: this khabar does not know the revision.
    """
    with as_file(files("khabar.store.migrations")) as folder:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
        if revision is not None and revision not in known:
            reason = f"a newer khabar wrote this store (revision {revision})"
            remedy = "Install the newest khabar, or name another with --store."
            raise StoreError(where, reason, remedy)
        command.upgrade(config, "head")
