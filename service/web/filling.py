"""Questions of pages that ask about people and days, and what was typed into them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from service.edge.language import say as _
from service.errors import Invalid
from service.models import Person
from service.web.questions import (
    DAY_PARTS,
    Choice,
    Question,
    answer_sentence,
    read_day,
)

Typed = Mapping[str, str]
Errors = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed into a page so far, and what is wrong with it, by question."""

    typed: Typed
    errors: Errors

    def wrong(self, name: str) -> str | None:
        """What is wrong with an answer, in a sentence."""
        return answer_sentence(self.errors.get(name))


def ask_person(name: str, label: str, people: Iterable[Person], filled: Filled) -> Question:
    """Ask for one of these people."""
    return ask_choice(name, label, {str(one.id): _introduced(one) for one in people}, filled)


def ask_choice(
    name: str,
    label: str,
    choices: Mapping[str, str],
    filled: Filled,
    hint: str = "",
    *,
    required: bool = True,
) -> Question:
    """Ask for one of these, in a list that opens."""
    chosen = filled.typed.get(name, "")
    return Question(
        name=name,
        kind="select",
        label=label,
        hint=hint,
        required=required,
        value=chosen,
        error=filled.wrong(name),
        choices=tuple(Choice(name, code, words, code == chosen) for code, words in choices.items()),
    )


def ask_day(name: str, label: str, filled: Filled, *, required: bool = True) -> Question:
    """Ask for a day in three boxes."""
    parts = {part: filled.typed.get(f"{name}-{part}", "") for part in DAY_PARTS}
    return Question(name, "datetime", label, "", required, parts, filled.wrong(name))


def ask_reason(filled: Filled) -> Question:
    """Ask why."""
    hint, text = _("It stays in the ledger."), filled.typed.get("reason", "")
    return Question("reason", "textarea", _("Reason"), hint, True, text, filled.wrong("reason"))


def ask_confirmation() -> Question:
    """Ask whether it shall happen although tasks are left to nobody."""
    label = _("Do it all the same; an administrator reassigns these tasks")
    return Question("confirmed", "checkbox", label, "", True, None, None)


def number_in(typed: Typed, name: str) -> int | None:
    """The number chosen under a name, if one was."""
    text = typed.get(name, "")
    return int(text) if text.isdecimal() else None


def chosen(typed: Typed, name: str) -> int:
    """The number chosen under a name, which has to be there."""
    number = number_in(typed, name)
    if number is None:
        raise Invalid({name: ["required"]})
    return number


def day_in(typed: Typed, name: str) -> date | None:
    """The day typed under a name, if one was."""
    text = read_day([typed.get(f"{name}-{part}", "").strip() for part in DAY_PARTS])
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid({name: ["not_a_date"]}) from error


def day_needed(typed: Typed, name: str) -> date:
    """The day typed under a name, which has to be there."""
    day = day_in(typed, name)
    if day is None:
        raise Invalid({name: ["required"]})
    return day


def _introduced(person: Person) -> str:
    return f"{person.name} – {person.position}" if person.position else person.name
