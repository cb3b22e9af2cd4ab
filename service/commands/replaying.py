"""``thidua replay``: what would become of finished cases on another version of their process."""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from service.app import Service, open_service
from service.commands.output import complain, say
from service.config import Config
from service.errors import NotFound
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import files_in_force
from service.operations.judgement import judge
from service.operations.replays import (
    ReplayedCase,
    Version,
    deployed_version,
    drawn_version,
    element_names,
    replay_cases,
)
from workflows import DefinitionRejected, sentence
from workflows.simulation import Outcome, verdict_sentence

_WORDS = {
    Outcome.SAME: ("như đã đi", "same outcome"),
    Outcome.DIFFERENT: ("đi đường khác", "different path"),
    Outcome.STUCK: ("mắc lại", "stuck"),
    Outcome.UNANSWERED: ("thiếu câu trả lời", "needs an answer nobody gave"),
    None: ("không phát lại được: có người đã can thiệp", "not replayed: somebody had intervened"),
}


class _Unusable(Exception):
    """What was asked for cannot be replayed on; the sentences say why."""


def add_replay(commands: Any) -> None:
    """Offer ``thidua replay``."""
    command = commands.add_parser(
        "replay",
        help="replay finished cases on another version: exit 0 all go as they went, "
        "1 some do not, 2 unusable arguments",
    )
    command.add_argument("process", metavar="PROCESS")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--version", type=int, metavar="VERSION", help="a deployed version")
    what.add_argument("--file", type=Path, metavar="FILE", help="a .bpmn file not deployed yet")
    command.add_argument("--only", nargs="+", default=[], metavar="CASE", help="numbers or keys")
    command.add_argument("--json", action="store_true", help="print a list for programs")
    command.set_defaults(run=run_replay)


def run_replay(config: Config, chosen: argparse.Namespace) -> int:
    """Say what would become of each case; nothing is changed."""
    service = open_service(config)
    try:
        with service.units_of_work.read() as session:
            version = _version(session, service, chosen)
            cases = replay_cases(
                session, service.engine, chosen.process, version, tuple(chosen.only)
            )
            names = element_names(session, service.engine, chosen.process, version)
    except (NotFound, _Unusable) as error:
        for line in _reasons(error):
            complain(line)
        return 2
    finally:
        service.close()
    _tell(cases, names, chosen)
    return int(any(one.outcome is not Outcome.SAME for one in cases))


def _version(session: Session, service: Service, chosen: argparse.Namespace) -> Version:
    if chosen.file is None:
        return deployed_version(session, service.engine, chosen.process, chosen.version)
    file = _read(chosen.file)
    found = judge(service.engine, file, files_in_force(session))
    errors = [one for one in found if one.severity == "error"]
    if errors:
        raise _Unusable(*(sentence(one, "vi") for one in errors))
    return drawn_version(session, service.engine, chosen.process, file)


def _read(path: Path) -> DefinitionFile:
    try:
        return DefinitionFile.read(f"{path.stem}.bpmn", path.read_bytes())
    except OSError as error:
        reason = error.strerror
        raise _Unusable(
            f"Không đọc được {path}: {reason}.", f"{path} cannot be read: {reason}."
        ) from None
    except DefinitionRejected as error:
        raise _Unusable(*(sentence(one, "vi") for one in error.problems)) from None


def _reasons(error: NotFound | _Unusable) -> tuple[str, ...]:
    if isinstance(error, NotFound):
        return error.sentence("vi"), error.sentence("en")
    return error.args


def _tell(
    cases: Sequence[ReplayedCase], names: Mapping[str, str], chosen: argparse.Namespace
) -> None:
    if chosen.json:
        entries = [_entry(one, names) for one in cases]
        say(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    counted = Counter(one.outcome for one in cases)
    for outcome, words in _WORDS.items():
        if counted[outcome]:
            say(f"{' · '.join(words)}: {counted[outcome]}")
        for one in cases:
            if one.outcome is outcome and outcome is not Outcome.SAME:
                _tell_one(one, names)
    if not cases:
        say("Chưa có hồ sơ nào kết thúc · No case has finished")


def _tell_one(case: ReplayedCase, names: Mapping[str, str]) -> None:
    say(f"  {case.instance_id}  {case.business_key}")
    if case.verdict is not None:
        for language in ("vi", "en"):
            say(f"      {verdict_sentence(case.verdict, names, language)}")


def _entry(case: ReplayedCase, names: Mapping[str, str]) -> dict[str, Any]:
    verdict = case.verdict
    entry: dict[str, Any] = {"instance": case.instance_id, "key": case.business_key}
    if verdict is None:
        return entry | {"outcome": None}
    return entry | {
        "outcome": verdict.outcome.value,
        "element": verdict.element_id or None,
        "was": verdict.was or None,
        "now": verdict.now or None,
        "fields": list(verdict.fields),
        "vi": verdict_sentence(verdict, names, "vi"),
        "en": verdict_sentence(verdict, names, "en"),
    }
