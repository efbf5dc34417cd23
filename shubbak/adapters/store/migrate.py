"""Bring a station's file up to the newest revision in one transaction: after a cut it is the old one or the new one."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep, RevisionStep
from alembic.script.base import Script
from alembic.script.revision import RevisionError, RevisionMap
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from shubbak.adapters.store.faults import MigrationError


def migrate(engine: Engine, revisions: Sequence[ModuleType]) -> None:
    """Run what is missing; raises MigrationError or SQLAlchemy's error with nothing changed.

    A file from a newer release is refused: its revision is not one of ours. A revision may say in `opens_for` which
    older revision's release may still work with what it leaves; the file carries the strictest of them.
    """
    with engine.connect() as connection:
        _rebuilding(connection, on=True)
        try:
            with connection.begin():
                _upgrade(connection, revisions)
        except (CommandError, RevisionError) as error:
            raise MigrationError(str(error)) from error
        finally:
            _rebuilding(connection, on=False)


def _rebuilding(connection: Connection, *, on: bool) -> None:
    # Rebuilding a table drops it first; with foreign keys on, its children's rows would be in the way, and so would be
    # the triggers that name it while the new one takes its name. Straight to the driver: inside a transaction the first
    # setting would be ignored.
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    driver.execute(f"PRAGMA foreign_keys={'OFF' if on else 'ON'}").close()
    driver.execute(f"PRAGMA legacy_alter_table={'ON' if on else 'OFF'}").close()


def _upgrade(connection: Connection, revisions: Sequence[ModuleType]) -> None:
    scripts = {module.revision: Script(module, module.revision, str(module.__file__)) for module in revisions}
    known = RevisionMap(lambda: scripts.values())

    def steps(heads: tuple[str, ...], _: MigrationContext) -> list[RevisionStep]:
        missing = known.iterate_revisions("head", heads or "base", implicit_base=True)
        ids = [found.revision for found in missing if found is not None]
        return [MigrationStep.upgrade_from_script(known, scripts[name]) for name in reversed(ids)]

    context = MigrationContext.configure(connection, opts={"fn": steps, "transactional_ddl": True})
    with Operations.context(context):
        context.run_migrations()
    oldest = max(int(getattr(module, "opens_for", module.revision)) for module in revisions)
    connection.exec_driver_sql(f"PRAGMA user_version={oldest}")
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        raise IntegrityError("foreign_key_check", None, ValueError(f"{len(orphans)} rows without their parent"))
