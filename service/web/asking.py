"""Questions of pages that have no form file: what is asked, with what was typed and is wrong."""

from collections.abc import Iterable, Mapping
from datetime import date

from service.edge.language import say as _
from service.errors import Invalid
from service.models import Person
from service.web.questions import (
    DAY_PARTS,
    Choice,
    Question,
    answer_sentence,
    problems_of,
    read_day,
)

Typed = Mapping[str, str]
Errors = Mapping[str, list[str]]


class Asking:
    """Builds the questions of one page in order, each with its answer so far and its error."""

    def __init__(self, typed: Typed, errors: Errors | None = None) -> None:
        self._typed, self._errors = typed, errors or {}
        self.questions: list[Question] = []

    def text(
        self, name: str, label: str, *, hint: str = "", required: bool = True, long: bool = False
    ) -> "Asking":
        """Ask for a line, or for some lines."""
        kind = "textarea" if long else "textfield"
        return self._add(name, kind, label, hint, required=required)

    def choice(
        self,
        name: str,
        label: str,
        options: Iterable[tuple[str, str]],
        *,
        hint: str = "",
        required: bool = True,
        as_list: bool = False,
    ) -> "Asking":
        """Ask to choose one of some codes with their words."""
        chosen = self._typed.get(name, "")
        choices = tuple(
            Choice(f"{name}-{number}" if number else name, code, words, code == chosen)
            for number, (code, words) in enumerate(options)
        )
        kind = "select" if as_list else "radio"
        return self._add(name, kind, label, hint, required=required, choices=choices)

    def person(self, name: str, label: str, people: Iterable[Person]) -> "Asking":
        """Ask for one of these people."""
        options = ((str(one.id), _introduced(one)) for one in people)
        return self.choice(name, label, options, as_list=True)

    def reason(self) -> "Asking":
        """Ask why."""
        return self.text("reason", _("Reason"), hint=_("It stays in the ledger."), long=True)

    def tick(self, name: str, label: str) -> "Asking":
        """Ask for a tick, which is never there beforehand."""
        return self._add(name, "checkbox", label, "", required=True)

    def day(self, name: str, label: str, *, hint: str = "", required: bool = False) -> "Asking":
        """Ask for a day in three boxes."""
        return self._add(name, "datetime", label, hint, required=required)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Where each wrong answer stands, and what is wrong with it."""
        return list(problems_of(self.questions))

    def _add(
        self,
        name: str,
        kind: str,
        label: str,
        hint: str,
        *,
        required: bool,
        choices: tuple[Choice, ...] = (),
    ) -> "Asking":
        boxes = {part: self._typed.get(f"{name}-{part}", "") for part in DAY_PARTS}
        self.questions.append(
            Question(
                name=name,
                kind=kind,
                label=label,
                hint=hint,
                required=required,
                value=boxes if kind == "datetime" else self._typed.get(name, ""),
                error=answer_sentence(self._errors.get(name)),
                choices=choices,
            )
        )
        return self


def typed_day(typed: Typed, name: str) -> date | None:
    """The day in three boxes; none where all are empty."""
    text = read_day([typed.get(f"{name}-{part}", "").strip() for part in DAY_PARTS])
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid({name: ["not_a_date"]}) from None


def needed_day(typed: Typed, name: str) -> date:
    """The day in three boxes, which has to be there."""
    day = typed_day(typed, name)
    if day is None:
        raise Invalid({name: ["required"]})
    return day


def typed_number(typed: Typed, name: str) -> int | None:
    """The number chosen under a name, if one was."""
    text = typed.get(name, "")
    return int(text) if text.isdecimal() else None


def needed_number(typed: Typed, name: str) -> int:
    """The number chosen under a name, which has to be there."""
    number = typed_number(typed, name)
    if number is None:
        raise Invalid({name: ["required"]})
    return number


def seen_revision(typed: Typed) -> int | None:
    """The revision the page was filled in on."""
    return typed_number(typed, "revision")


def _introduced(person: Person) -> str:
    return f"{person.name} – {person.position}" if person.position else person.name
