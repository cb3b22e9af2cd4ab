"""What Alembic runs: it works on the connection it is handed and never opens one."""

from alembic import context

from service.db.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # Both databases undo a half-made migration; Alembic does not expect it of SQLite.
    transactional_ddl=True,
)
context.run_migrations()
