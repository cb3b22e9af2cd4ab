"""``thidua deploy`` and ``thidua definitions``: new versions of what is drawn."""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from service.app import Service, open_service
from service.commands.output import complain, hand_over, say
from service.commands.preparing import prepare
from service.commands.problems import WORDS, told
from service.config import Config
from service.errors import NotFound, rule_problem
from service.models import DefinitionDraft, DefinitionKind
from service.operations.definition_drafts import (
    Report,
    deploy_draft,
    import_definition,
    judge_draft,
    report_on,
)
from service.operations.definitions import definition_in_force
from service.queries.definitions import find_definition, find_draft, list_drafts
from service.unit_of_work import Actor
from workflows import Choice, Problem, Translation, sentence

#: The most of a file that is read; whatever is longer is refused by its size.
_MOST = 1_000_001


def add_deploy(commands: Any) -> None:
    """Offer ``thidua deploy``."""
    command = commands.add_parser("deploy", help="check and deploy what changed in bpmn/")
    _add_language(command)
    command.set_defaults(run=run_deploy)


def _add_language(command: Any) -> None:
    command.add_argument("--language", choices=("vi", "en"), default="vi", help="of the messages")


def run_deploy(config: Config, chosen: argparse.Namespace) -> int:
    """Deploy and say what is worth knowing, or refuse with the element and the reason."""
    service = open_service(config)
    try:
        made = prepare(service)
    finally:
        service.close()
    if made is None:
        say("Không có gì thay đổi · Nothing has changed")
        return 0
    number = made.deployment.id
    say(f"Đã triển khai đợt {number} · Deployment {number} made")
    for name, problem in made.warnings:
        say(told(name, problem, chosen.language))
    return 0


def add_definitions(commands: Any) -> None:
    """Offer ``thidua definitions import|list|export|deploy``."""
    command = commands.add_parser("definitions", help="keep and deploy diagrams from elsewhere")
    verbs = command.add_subparsers(required=True, metavar="VERB")
    _add_import(verbs)
    _add_list(verbs)
    _add_export(verbs)
    _add_deploy_draft(verbs)


def _add_import(verbs: Any) -> None:
    verb = verbs.add_parser("import", help="keep diagrams as they are, and say what they need")
    verb.add_argument("files", metavar="FILE", nargs="+", help="the name without .bpmn is the key")
    verb.add_argument("--json", action="store_true", help="print a list for programs")
    _add_language(verb)
    verb.set_defaults(run=_served(_import))


def _add_list(verbs: Any) -> None:
    verb = verbs.add_parser("list", help="the newest draft of each process")
    verb.set_defaults(run=_served(_list))


def _add_export(verbs: Any) -> None:
    verb = verbs.add_parser("export", help="give a diagram back: the one in force or another")
    verb.add_argument("key", metavar="KEY")
    which = verb.add_mutually_exclusive_group()
    which.add_argument("--version", type=int, metavar="N", help="a deployed version, as it is run")
    which.add_argument("--draft", action="store_true", help="the newest draft, byte for byte")
    which.add_argument("--revision", type=int, metavar="N", help="an earlier draft, byte for byte")
    verb.add_argument("-o", "--output", metavar="FILE", help="instead of standard output")
    verb.set_defaults(run=_served(_export))


def _add_deploy_draft(verbs: Any) -> None:
    verb = verbs.add_parser("deploy", help="make the next version from the newest draft")
    verb.add_argument("key", metavar="KEY")
    verb.add_argument("--process", metavar="ID", help="which process of a drawing is to run")
    verb.add_argument("--group", help="who does the tasks that name nobody")
    _add_language(verb)
    verb.set_defaults(run=_served(_deploy))


def _served(
    act: Callable[[Service, argparse.Namespace], int],
) -> Callable[[Config, argparse.Namespace], int]:
    def run(config: Config, chosen: argparse.Namespace) -> int:
        with _service(config) as service:
            return act(service, chosen)

    return run


@contextmanager
def _service(config: Config) -> Iterator[Service]:
    service = open_service(config)
    try:
        prepare(service)
        yield service
    finally:
        service.close()


def _import(service: Service, chosen: argparse.Namespace) -> int:
    paths = [Path(name) for name in chosen.files]
    contents = {path: _bytes_of(path) for path in paths}
    if None in contents.values():
        return 2
    with service.units_of_work.open(Actor.system()) as uow:
        drafts = [
            import_definition(uow, path.name, content)
            for path, content in contents.items()
            if content is not None
        ]
    with service.units_of_work.read() as session:
        reports = [(draft, report_on(session, service.engine, draft)) for draft in drafts]
    if chosen.json:
        entries = [_entry(draft, report, chosen.language) for draft, report in reports]
        say(json.dumps(entries, ensure_ascii=False, indent=2))
    else:
        for draft, report in reports:
            _tell(draft, report, chosen.language)
    return 0


def _bytes_of(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_MOST)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        complain(f"Không đọc được {path}: {said}. · {path} cannot be read.")
        return None


def _tell(draft: DefinitionDraft, report: Report, language: str) -> None:
    say(_WORDS[language]["kept"].format(key=draft.key, revision=draft.revision, tool=draft.tool))
    for one in report.translations:
        becomes = one.becomes or _WORDS[language]["aside"]
        say(f"  {_place(one)}: {one.found} → {becomes}")
    for problem in report.problems:
        word = WORDS[language][problem.severity]
        say(f"  {_place(problem)}: {word}: {sentence(problem, language)} [{problem.rule}]")
    say(_WORDS[language]["ready" if report.is_deployable else "blocked"])


_WORDS = {
    "vi": {
        "kept": "{key}: đã giữ nguyên vẹn, lần nhập {revision} ({tool})",
        "aside": "(để ngoài phần chạy)",
        "ready": "  Công bố được.",
        "blocked": "  Chưa công bố được; bản nháp vẫn được giữ.",
    },
    "en": {
        "kept": "{key}: kept as it is, revision {revision} ({tool})",
        "aside": "(left out of what is run)",
        "ready": "  It can be deployed.",
        "blocked": "  It cannot be deployed yet; the draft is kept.",
    },
}


def _place(one: Translation | Problem) -> str:
    return f"{one.element_id or '—'}{f' ({one.line})' if one.line else ''}"


def _entry(draft: DefinitionDraft, report: Report, language: str) -> dict[str, Any]:
    return {
        "key": draft.key,
        "revision": draft.revision,
        "sha256": draft.sha256,
        "tool": draft.tool,
        "deployable": report.is_deployable,
        "translations": [
            {"element": one.element_id, "line": one.line, "from": one.found, "to": one.becomes}
            for one in report.translations
        ],
        "problems": [rule_problem(one, language) for one in report.problems],
    }


def _list(service: Service, _: argparse.Namespace) -> int:
    with service.units_of_work.read() as session:
        for draft in list_drafts(session):
            version = draft.definition.version if draft.definition else "—"
            say(f"{draft.key}\t{draft.revision}\t{version}\t{draft.sha256[:16]}\t{draft.tool}")
    return 0


def _export(service: Service, chosen: argparse.Namespace) -> int:
    content = _content(service, chosen)
    if chosen.output:
        Path(chosen.output).write_bytes(content)
    else:
        hand_over(content)
    return 0


def _content(service: Service, chosen: argparse.Namespace) -> bytes:
    with service.units_of_work.read() as session:
        if chosen.draft or chosen.revision is not None:
            draft = find_draft(session, chosen.key, chosen.revision)
            if draft is None:
                raise NotFound("definition.no_draft", key=chosen.key)
            return draft.content
        if chosen.version is None:
            return definition_in_force(session, DefinitionKind.PROCESS, chosen.key).content.encode()
        found = find_definition(session, DefinitionKind.PROCESS, chosen.key, chosen.version)
        if found is None:
            raise NotFound("definition.not_found", kind="process", key=chosen.key)
        return found.content.encode()


def _deploy(service: Service, chosen: argparse.Namespace) -> int:
    choice = Choice(chosen.process, chosen.group)
    with service.units_of_work.read() as session:
        judge_draft(session, service.engine, chosen.key, choice)
    with service.units_of_work.open(Actor.system()) as uow:
        made, warnings = deploy_draft(uow, service.engine, chosen.key, choice)
    say(
        f"Đã công bố {made.key} phiên bản {made.version} · "
        f"Version {made.version} of {made.key} is in force"
    )
    for problem in warnings:
        say(told(f"{made.key}.bpmn", problem, chosen.language))
    return 0
