"""Errors an operation may raise: each has a stable code and a sentence in every language."""

from typing import Any

from service.texts import sentence
from workflows import Problem
from workflows import sentence as rule_sentence


class ServiceError(Exception):
    """Base of every error a caller can be told about; ``code`` never changes its meaning."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        return self.sentence("en")

    def sentence(self, locale: str = "vi") -> str:
        """Say what happened, for the person who caused it."""
        return sentence(self.code, locale, **self.params)


class NotFound(ServiceError):
    """The thing asked for does not exist, or the actor may not know that it does."""


class NotAllowed(ServiceError):
    """The actor may not do this."""


class Conflict(ServiceError):
    """The thing has changed since the actor last saw it."""


class Invalid(ServiceError):
    """The answers cannot be taken; ``fields`` names each field and what is wrong with it."""

    def __init__(
        self, fields: dict[str, list[str]], code: str = "answers.invalid", **params: Any
    ) -> None:
        self.fields = fields
        super().__init__(code, **params)

    def __str__(self) -> str:
        wrong = "; ".join(f"{field}: {', '.join(said)}" for field, said in self.fields.items())
        return f"{super().__str__()} {wrong}"


class DefinitionRefused(ServiceError):
    """A file cannot be used; ``problems`` names each reason and the place it stands at."""

    def __init__(
        self, name: str, problems: tuple[Problem, ...], code: str = "definition.refused"
    ) -> None:
        self.problems = problems
        super().__init__(code, name=name)

    def sentence(self, locale: str = "vi") -> str:
        """Say which file was refused, then each reason with its element and line."""
        return "\n".join(
            [super().sentence(locale), *(_place(one, locale) for one in self.problems)]
        )


def rule_problem(problem: Problem, locale: str) -> dict[str, Any]:
    """What a program is told about a broken rule."""
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "element": problem.element_id,
        "line": problem.line,
        "message": rule_sentence(problem, locale),
    }


def _place(problem: Problem, locale: str) -> str:
    word = "dòng" if locale == "vi" else "line"
    line = f" ({word} {problem.line})" if problem.line else ""
    return f"  {problem.element_id or '—'}{line}: {rule_sentence(problem, locale)} [{problem.rule}]"


class SettingRefused(ServiceError):
    """A setting, or an argument in its place, cannot be used."""


class UnauditedChange(RuntimeError):
    """A unit of work changed rows and recorded no audit event. Always a bug of ours."""

    code = "unaudited.change"
