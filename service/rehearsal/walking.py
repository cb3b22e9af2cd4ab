"""Walking diagrams along every path, with the answers their forms offer and what messages bring."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from service.models import DefinitionKind
from service.operations.definition_files import DefinitionFile, texts_among
from service.operations.gathering import gather
from service.operations.givens import given_to
from workflows import Engine
from workflows.kinds import Kind
from workflows.simulation import Ground, Walked, walk_every_path

#: Any moment will do: a walk fires timers without waiting for them.
_NOW = datetime(2025, 12, 3, 1, tzinfo=UTC)


def walk_diagrams(engine: Engine, files: Sequence[DefinitionFile]) -> dict[str, Walked]:
    """Walk every process among these files, by key."""
    processes = (one for one in files if one.kind is DefinitionKind.PROCESS)
    return {one.key: walk_diagram(engine, one, files) for one in processes}


def walk_diagram(engine: Engine, file: DefinitionFile, around: Sequence[DefinitionFile]) -> Walked:
    """Walk one process with the tables, forms and processes around it."""
    sources = gather(engine, file.key, file.content, texts_among(around))
    given = given_to(engine, sources, list(around))
    messages = given.messages.items()
    ground = Ground(
        _NOW,
        _FUNCTIONS,
        start=dict.fromkeys(given.start or {}),
        sets={key: _answers(kinds) for key, kinds in given.forms.items()},
        brings={name: _answers(one.kinds) for name, one in messages if one.is_whole},
    )
    return walk_every_path(engine, sources, ground)


def _answers(kinds: Mapping[str, Kind]) -> dict[str, Sequence[Any]]:
    """The values a variable may have, or one of its kind."""
    return {name: kind.options or _EXAMPLES.get(kind.name, (None,)) for name, kind in kinds.items()}


_EXAMPLES: Mapping[str, Sequence[Any]] = {
    "boolean": (True, False),
    "number": (1,),
    "text": ("",),
    "day": (_NOW.date().isoformat(),),
    "list": ([],),
}

_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "now": lambda: _NOW,
    "deadline": lambda _name: _NOW + timedelta(days=10),
    "setting": lambda _name: 1,
    "workdays_after": lambda moment, days: moment + timedelta(days=days),
    "workdays_before": lambda moment, days: moment - timedelta(days=days),
}
