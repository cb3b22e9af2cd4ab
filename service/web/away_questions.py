"""What the pages about people away ask."""

from collections.abc import Sequence

from service.edge.context import reading
from service.edge.identity import viewer
from service.edge.language import say as _
from service.models import Group, Person
from service.queries.absences import arranged_people, everybody, open_nominations
from service.web.asking import Asking, Typed
from service.web.away_words import INTERESTS, Arrangement
from service.web.words import GROUPS, PROCESSES, word

#: How the list of whom it is about tells a nomination from a person.
_NOMINATION, _PERSON = "nomination-", "person-"


def ask_about(arrangement: Arrangement, asking: Asking) -> Asking:
    """Ask what has to be known about one arrangement."""
    return _ASKING[arrangement](asking)


def about_whom(typed: Typed) -> dict[str, int]:
    """The nomination or the nominee somebody keeps away from."""
    text = typed.get("about", "")
    for prefix, name in ((_NOMINATION, "nomination_id"), (_PERSON, "nominee_id")):
        number = text.removeprefix(prefix)
        if text.startswith(prefix) and number.isdecimal():
            return {name: int(number)}
    return {}


def _absence(asking: Asking) -> Asking:
    _ask_whose(asking, _("Who is away"), arranged_people(reading(), viewer()))
    people = [(str(one.id), one.name) for one in everybody(reading())]
    hint = _("Without one, the others of the same groups do the tasks.")
    return (
        asking.day("starts_on", _("First day"), required=True)
        .day("ends_on", _("Last day"), required=True)
        .choice("substitute", _("Substitute"), people, hint=hint, required=False, as_list=True)
    )


def _delegation(asking: Asking) -> Asking:
    _ask_whose(asking, _("Whose tasks"), arranged_people(reading(), viewer()))
    processes = [(key, word(PROCESSES, key)) for key in PROCESSES]
    groups = [(one.value, word(GROUPS, one)) for one in Group]
    hint = _("Left open, it holds for all.")
    return (
        asking.person("delegate", _("Delegate"), everybody(reading()))
        .choice("process", _("Process"), processes, hint=hint, required=False, as_list=True)
        .choice("group", _("Group"), groups, hint=hint, required=False, as_list=True)
        .day("starts_on", _("First day"), required=True)
        .day("ends_on", _("Last day"))
    )


def _interest(asking: Asking) -> Asking:
    is_office = Group.STANDING_BODY in viewer().groups
    people = everybody(reading())
    _ask_whose(asking, _("Who keeps away"), people if is_office else [])
    kinds = [(one.value, str(words)) for one, words in INTERESTS.items()]
    return asking.choice(
        "about", _("From whose case"), _cases(people).items(), as_list=True
    ).choice("kind", _("Because of"), kinds, as_list=True)


def _cases(people: Sequence[Person]) -> dict[str, str]:
    nominations = {
        f"{_NOMINATION}{one.id}": f"{one.key} {one.nominee} ({one.campaign.code})"
        for one in open_nominations(reading(), viewer())
    }
    everyone = {
        f"{_PERSON}{one.id}": _("every nomination of %(name)s", name=one.name) for one in people
    }
    return nominations | everyone


def _ask_whose(asking: Asking, label: str, people: Sequence[Person]) -> None:
    """Ask whom it is about, where the viewer may answer for more people than one."""
    if len(people) >= 2:
        asking.person("person", label, people)


_ASKING = {
    Arrangement.ABSENCE: _absence,
    Arrangement.DELEGATION: _delegation,
    Arrangement.INTEREST: _interest,
}
