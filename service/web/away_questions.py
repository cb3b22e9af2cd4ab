"""What the pages about people away ask."""

from collections.abc import Sequence

from service.edge.context import reading
from service.edge.identity import viewer
from service.edge.language import say as _
from service.models import Group, Person
from service.queries.absences import arranged_people, everybody, open_nominations
from service.web.away_words import INTERESTS, Arrangement
from service.web.filling import Filled, Typed, ask_choice, ask_day, ask_person
from service.web.questions import Question
from service.web.words import GROUPS, PROCESSES, word

#: How the list of whom it is about tells a nomination from a person.
_NOMINATION, _PERSON = "nomination-", "person-"


def questions_about(arrangement: Arrangement, filled: Filled) -> list[Question]:
    """What has to be known about one arrangement, with what was typed so far."""
    return _ASKING[arrangement](filled)


def about_whom(typed: Typed) -> dict[str, int]:
    """The nomination or the nominee somebody keeps away from."""
    text = typed.get("about", "")
    for prefix, name in ((_NOMINATION, "nomination_id"), (_PERSON, "nominee_id")):
        number = text.removeprefix(prefix)
        if text.startswith(prefix) and number.isdecimal():
            return {name: int(number)}
    return {}


def _absence(filled: Filled) -> list[Question]:
    return [
        *_whose(filled, _("Who is away"), arranged_people(reading(), viewer())),
        ask_day("starts_on", _("First day"), filled),
        ask_day("ends_on", _("Last day"), filled),
        _substitute(filled),
    ]


def _substitute(filled: Filled) -> Question:
    people = {str(one.id): one.name for one in everybody(reading())}
    hint = _("Without one, the others of the same groups do the tasks.")
    return ask_choice("substitute", _("Substitute"), people, filled, hint, required=False)


def _delegation(filled: Filled) -> list[Question]:
    processes = {key: word(PROCESSES, key) for key in PROCESSES}
    groups = {one.value: word(GROUPS, one) for one in Group}
    everything = _("Left open, it holds for all.")
    return [
        *_whose(filled, _("Whose tasks"), arranged_people(reading(), viewer())),
        ask_person("delegate", _("Delegate"), everybody(reading()), filled),
        ask_choice("process", _("Process"), processes, filled, everything, required=False),
        ask_choice("group", _("Group"), groups, filled, everything, required=False),
        ask_day("starts_on", _("First day"), filled),
        ask_day("ends_on", _("Last day"), filled, required=False),
    ]


def _interest(filled: Filled) -> list[Question]:
    is_office = Group.STANDING_BODY in viewer().groups
    people = everybody(reading())
    return [
        *_whose(filled, _("Who keeps away"), people if is_office else []),
        ask_choice("about", _("From whose case"), _cases(people), filled),
        ask_choice(
            "kind",
            _("Because of"),
            {one.value: str(words) for one, words in INTERESTS.items()},
            filled,
        ),
    ]


def _cases(people: Sequence[Person]) -> dict[str, str]:
    nominations = {
        f"{_NOMINATION}{one.id}": f"{one.key} {one.nominee} ({one.campaign.code})"
        for one in open_nominations(reading(), viewer())
    }
    everyone = {
        f"{_PERSON}{one.id}": _("every nomination of %(name)s", name=one.name) for one in people
    }
    return nominations | everyone


def _whose(filled: Filled, label: str, people: Sequence[Person]) -> list[Question]:
    """Ask whom it is about, where the viewer may answer for more people than one."""
    if len(people) < 2:
        return []
    oneself = {"person": str(viewer().person_id)}
    known = {**oneself, **{name: text for name, text in filled.typed.items() if text}}
    return [ask_person("person", label, people, Filled(known, filled.errors))]


_ASKING = {
    Arrangement.ABSENCE: _absence,
    Arrangement.DELEGATION: _delegation,
    Arrangement.INTEREST: _interest,
}
