"""What the pages of whoever keeps accounts share: who may, and a page with one form."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template

from service.edge.context import reading
from service.edge.identity import viewer
from service.edge.language import language
from service.errors import Conflict
from service.models import UNIT_GROUPS, Group, UnitStatus
from service.permissions import may_keep_accounts
from service.queries.people import list_units
from service.web.asking import Asking
from service.web.measures import worker
from service.web.words import GROUPS, word


def keeps_accounts() -> bool:
    """Whether the viewer keeps accounts; in a rehearsal nobody does."""
    is_rehearsal = current_app.extensions["config"].is_rehearsal
    return not is_rehearsal and bool(may_keep_accounts(worker()))


def require_keeper() -> None:
    """Refuse whoever does not keep accounts."""
    viewer()
    may_keep_accounts(worker()).require()


def group_options() -> list[tuple[str, str]]:
    """The groups with their words; those of a unit say so by themselves."""
    return [(group.value, word(GROUPS, group)) for group in Group]


def unit_options() -> list[tuple[str, str]]:
    """The units that are not dissolved, by name."""
    units = [unit for unit, _number in list_units(reading())]
    return [(str(one.id), one.name) for one in units if one.status is not UnitStatus.DISSOLVED]


def chosen_group(text: str) -> Group | None:
    """The group a page sent, if it is one."""
    return Group(text) if text in set(Group) else None


def chosen_unit(text: str, group: Group | None) -> int | None:
    """The unit a page sent, for groups that are of one."""
    return int(text) if group in UNIT_GROUPS and text.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the questions of a page with one button."""

    title: str
    button: str
    home: str
    caption: str = ""
    about: Sequence[str] = ()
    #: The revision of what is changed, as the person saw it.
    seen: int | None = None
    is_grave: bool = False


def form_page(asked: Asking, frame: Frame, conflict: Conflict | None = None) -> str:
    """A page that says what it is about, asks, and has one button."""
    problems = list(asked.problems)
    if conflict is not None:
        problems.append(("main", conflict.sentence(language())))
    return render_template("form.html", asked=asked, frame=frame, problems=problems)
