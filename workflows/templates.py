"""Text of a diagram with ``${…}`` in it, and the scripts of script tasks."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from workflows.errors import ExpressionFailed
from workflows.expressions import (
    UNREAD,
    Expression,
    parse,
    refuse_run_together,
    unreadable,
)
from workflows.interpreting import Functions

MAX_SCRIPT = 4_000


@dataclass(frozen=True, slots=True)
class Template:
    """Text whose ``${…}`` parts are expressions; one such part alone keeps its type."""

    text: str
    parts: tuple[str | Expression, ...]

    @property
    def is_literal(self) -> bool:
        """Whether there is nothing to work out."""
        return not self.expressions

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """The expressions in the text."""
        return tuple(part for part in self.parts if isinstance(part, Expression))

    def evaluate(self, variables: Mapping[str, Any], functions: Functions | None = None) -> Any:
        """Work out the value: the expression's own if it stands alone, else a text."""
        values = [
            part.evaluate(variables, functions) if isinstance(part, Expression) else part
            for part in self.parts
        ]
        return values[0] if len(values) == 1 else "".join(map(_written, values))


@dataclass(frozen=True, slots=True)
class Script:
    """The assignments of a script task, in order."""

    assignments: tuple[tuple[str, Expression], ...]


@lru_cache(maxsize=4096)
def parse_template(text: str) -> Template:
    """Read a text with ``${…}`` parts, or raise ExpressionFailed."""
    return Template(text, tuple(_parts(text.strip())) or ("",))


def parse_condition(text: str) -> Expression:
    """Read a condition, which is one ``${…}`` and nothing else."""
    template = parse_template(text)
    if len(template.parts) != 1 or template.is_literal:
        raise ExpressionFailed(
            f"a condition is written ${{…}}, not {text.strip()[:80]!r}",
            f"điều kiện viết là ${{…}}, không phải {text.strip()[:80]!r}",
        )
    return template.expressions[0]


@lru_cache(maxsize=1024)
def parse_script(text: str) -> Script:
    """Read a script, which is lines of ``name = expression`` and nothing else."""
    if len(text) > MAX_SCRIPT:
        raise ExpressionFailed(
            f"the script is longer than {MAX_SCRIPT} characters",
            f"nội dung tính dài hơn {MAX_SCRIPT} ký tự",
        )
    source = "\n".join(line.strip() for line in text.strip().splitlines())
    try:
        refuse_run_together(source)
        statements = ast.parse(source).body
    except UNREAD as error:
        raise unreadable(error).within("the script", "nội dung tính") from None
    return Script(tuple(_assignment(source, statement) for statement in statements))


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _assignment(source: str, statement: ast.stmt) -> tuple[str, Expression]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) if not name.startswith("_"):
            segment = ast.get_source_segment(source, statement.value) or ""
            return name, parse(f"({segment})" if "\n" in segment else segment)
    raise ExpressionFailed(
        f"line {statement.lineno} of the script is not `name = expression`",
        f"dòng {statement.lineno} của nội dung tính không có dạng `tên = biểu thức`",
    )


def _parts(text: str) -> Iterator[str | Expression]:
    position = 0
    while (start := text.find("${", position)) >= 0:
        if start > position:
            yield text[position:start]
        position = _closing_brace(text, start + 2) + 1
        yield parse(text[start + 2 : position - 1])
    if position < len(text):
        yield text[position:]


def _closing_brace(text: str, position: int) -> int:
    depth, quote = 0, ""
    while position < len(text):
        letter = text[position]
        if quote:
            position += letter == "\\"
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter == "}" and depth == 0:
            return position
        else:
            depth += (letter == "{") - (letter == "}")
        position += 1
    raise ExpressionFailed(
        f"a closing brace is missing in {text[:80]!r}", f"thiếu dấu đóng ngoặc trong {text[:80]!r}"
    )
