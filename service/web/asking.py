"""Questions of pages that have no form file: what is asked, with what was typed and is wrong."""

from collections.abc import Iterable, Mapping
from datetime import date

from service.errors import Invalid
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


def seen_revision(typed: Typed) -> int | None:
    """The revision the page was filled in on."""
    text = typed.get("revision", "")
    return int(text) if text.isdecimal() else None
