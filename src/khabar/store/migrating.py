"""Bringing the tables of a store up to this version, or back to an older one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    with _configured(connection) as config:
        known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
        if revision is not None and revision not in known:
            reason = f"a newer khabar wrote this store (revision {revision})"
            remedy = "Install the newest khabar, or name another with --store."
            raise StoreError(where, reason, remedy)
        command.upgrade(config, "head")


def migrate_back(connection: Connection, revision: str) -> None:
    """Undo the migrations after this revision, "base" for all, inside the caller's transaction.

    What only newer tables can hold is lost.
    """
    with _configured(connection) as config:
        command.downgrade(config, revision)


@contextmanager
def _configured(connection: Connection) -> Iterator[Config]:
    with as_file(files("khabar.store.migrations")) as folder:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        yield config
