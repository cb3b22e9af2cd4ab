"""The 2025 season shown beside the live service: played once by each version of the tables."""

from pathlib import Path

from sqlalchemy.engine import make_url

from service.commands.output import complain, say
from service.config import Config
from service.db.migrations import is_up_to_date
from service.errors import ServiceError
from service.rehearsal import rehearse


def play_past_season(config: Config, scenario: str = "2025") -> None:
    """Play the season where there is none yet, or only one an older version has played.

    A season that cannot be played keeps nobody from the work that is under way.
    """
    path = _file_of(config.rehearsal_database_url)
    if path is None or can_be_shown(config):
        return
    say(_AGAIN if path.exists() else _FIRST)
    try:
        _play(path, scenario)
    except ServiceError as error:
        for locale, goes_on in _GOES_ON.items():
            complain(f"{error.sentence(locale)}\n{goes_on}\n")


def can_be_shown(config: Config) -> bool:
    """Tell whether there is a season with the tables of this version."""
    path = _file_of(config.rehearsal_database_url)
    return path is not None and path.exists() and is_up_to_date(config.rehearsal_database_url)


def _play(path: Path, scenario: str) -> None:
    """Play under another name first: a season that was interrupted is played again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    _remove(unfinished)
    rehearse(scenario, f"sqlite:///{unfinished}", json_path=None, progress=True)
    if path.exists():
        _set_aside(path)
    unfinished.rename(path)


def _set_aside(path: Path) -> None:
    """Keep the former file: whatever it was, it is not ours to throw away."""
    former = path.with_suffix(".former")
    _remove(former)
    for end in _ENDS:
        part = Path(f"{path}{end}")
        if part.exists():
            part.rename(f"{former}{end}")


def _remove(path: Path) -> None:
    for end in _ENDS:
        Path(f"{path}{end}").unlink(missing_ok=True)


def _file_of(url: str) -> Path | None:
    parsed = make_url(url)
    return Path(parsed.database) if parsed.database and url.startswith("sqlite") else None


#: A database of SQLite and the files beside it; one left behind would be read into the next.
_ENDS = ("", "-wal", "-shm")

_FIRST = "Diễn tập đợt thi đua 2025 · Rehearsing the 2025 campaign"
_AGAIN = (
    "Phần diễn tập 2025 do phiên bản cũ tạo ra; chơi lại, tệp cũ được giữ với đuôi .former\n"
    "The 2025 rehearsal was made by an older version; playing it again, the old file is kept "
    "as .former"
)
_GOES_ON = {
    "vi": "Vẫn phục vụ công việc đang chạy, không có phần diễn tập 2025.",
    "en": "The work under way is served all the same, without the 2025 rehearsal.",
}
