"""``thidua lint``: what is wrong with diagrams, tables and forms, without a database."""

import argparse
import json
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from service.commands.output import complain, say
from service.commands.problems import told
from service.config import Config
from service.errors import rule_problem
from service.operations.definition_files import SUFFIXES, DefinitionFile
from service.operations.definitions import entries_in, shipped_files
from service.operations.judgement import judge, without_database
from workflows import DefinitionRejected, Engine, Problem

#: The most of a file that is read; whatever is longer is refused by its size.
MAX_BYTES = 1_000_000
_FOLDERS = (".", "../decisions", "../forms")


def add_lint(commands: Any) -> None:
    """Offer ``thidua lint``."""
    command = commands.add_parser(
        "lint", help="check .bpmn, .dmn and .form files: exit 0 clean, 1 errors, 2 no such file"
    )
    command.add_argument("files", metavar="FILE", nargs="+")
    command.add_argument("--json", action="store_true", help="print a list for programs")
    command.add_argument("--language", choices=("vi", "en"), default="vi", help="of the messages")
    command.set_defaults(run=run_lint)


def run_lint(config: Config, chosen: argparse.Namespace) -> int:
    """Say everything there is to say about each file; warnings alone are no failure."""
    paths = [Path(name) for name in chosen.files]
    unusable = [complaint for path in paths for complaint in _unusable(path)]
    for complaint in unusable:
        complain(complaint)
    if unusable:
        return 2
    known = _known(config)
    found = [(path, problem) for path in paths for problem in _judged(path, paths, known)]
    if chosen.json:
        entries = [_entry(path, problem, chosen.language) for path, problem in found]
        say(json.dumps(entries, ensure_ascii=False, indent=2))
    else:
        _tell(found, chosen.language)
    return 1 if any(problem.severity == "error" for _, problem in found) else 0


def _unusable(path: Path) -> Iterator[str]:
    name = _name(path)
    if not path.exists():
        yield f"Không có tệp {name}. · There is no file {name}."
    elif not path.is_file():
        yield f"{name} không phải là tệp: hãy nêu từng tệp. · {name} is no file: name each file."
    elif path.suffix not in SUFFIXES:
        yield f"{name}: chỉ kiểm tra .bpmn, .dmn, .form. · Only .bpmn, .dmn and .form are checked."
    else:
        try:
            path.open("rb").close()
        except OSError as error:
            yield f"Không đọc được {name}: {error.strerror}. · {name} cannot be read."


def _known(config: Config) -> list[DefinitionFile]:
    """What is looked for last: the folder an administrator names, or what is shipped."""
    if not config.bpmn_folder:
        return shipped_files()
    read = map(_read, entries_in(Path(config.bpmn_folder)))
    return [one for one in read if isinstance(one, DefinitionFile)]


def _judged(path: Path, paths: Iterable[Path], known: Iterable[DefinitionFile]) -> list[Problem]:
    read = _read(path)
    if not isinstance(read, DefinitionFile):
        return list(read)
    # Neighbouring diagrams matter, and are read, only where one calls another.
    suffixes = tuple(SUFFIXES) if "callActivity" in read.content else (".dmn", ".form")
    around = {(one.kind, one.key): one for one in (*known, *_around(path, paths, suffixes))}
    found = judge(Engine(), read, around.values())
    return [without_database(problem) for problem in found]


def _around(path: Path, paths: Iterable[Path], suffixes: Iterable[str]) -> Iterator[DefinitionFile]:
    """The definitions at hand: those lying near, then those named."""
    near = [
        file
        for folder in _FOLDERS
        for suffix in suffixes
        for file in sorted((path.parent / folder).glob(f"*{suffix}"))
        if file.is_file()
    ]
    for file in [*near, *paths]:
        read = _read(file)
        if isinstance(read, DefinitionFile):
            yield read


def _read(path: Traversable) -> DefinitionFile | tuple[Problem, ...]:
    try:
        with path.open("rb") as file:
            return DefinitionFile.read(path.name, file.read(MAX_BYTES + 1))
    except DefinitionRejected as rejected:
        return rejected.problems
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return (Problem.because("not-text", reason, f"hệ thống báo lỗi {error.errno}"),)


def _tell(found: list[tuple[Path, Problem]], language: str) -> None:
    for path, problem in found:
        say(told(_name(path), problem, language))
    errors = sum(problem.severity == "error" for _, problem in found)
    warnings = len(found) - errors
    say(f"{errors} lỗi, {warnings} lời nhắc · {errors} errors, {warnings} warnings")


def _entry(path: Path, problem: Problem, language: str) -> dict[str, Any]:
    return {"file": _name(path), **rule_problem(problem, language)}


def _name(path: Path) -> str:
    """The path as it can be printed, whatever bytes it is made of."""
    return str(path).encode("utf-8", "replace").decode()
