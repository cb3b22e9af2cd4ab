"""The kinds of answers, read the same from a page that posts text and from JSON."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from service.forms.model import Option, Value

#: What no form needs and what could swallow a request.
LONGEST_TEXT = 20_000
_TICKS = {"true": True, "on": True, "false": False}
#: What no keyboard types and no page shows; line breaks and tabs are text.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_WHOLE = re.compile(r"[+-]?\d{1,15}")


class _Answer(fields.Field[Any]):
    """An answer to one question; the options are those of the question, if it has any."""

    def __init__(self, options: Sequence[Option] = (), **settings: Any) -> None:
        super().__init__(**settings)
        self.options = tuple(options)


class Text(_Answer):
    """A text without control characters."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        if not isinstance(value, str):
            raise ValidationError("malformed")
        if len(value) > LONGEST_TEXT:
            raise ValidationError(f"max_length:{LONGEST_TEXT}")
        text = value.replace("\r\n", "\n").strip()
        if _CONTROL.search(text):
            raise ValidationError("malformed")
        return text


class WholeNumber(_Answer):
    """A whole number; a fraction is refused, not rounded."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
            return int(value)
        raise ValidationError("not_a_number")


class Day(_Answer):
    """A calendar day, kept as ISO text because answers are stored as JSON."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        try:
            return date.fromisoformat(value).isoformat()
        except (TypeError, ValueError) as error:
            raise ValidationError("not_a_date") from error


class Tick(_Answer):
    """A box that is ticked or not."""

    def __init__(self, options: Sequence[Option] = (), **settings: Any) -> None:
        # Pages post nothing for an empty box; ``required`` then means: must be ticked.
        self.must_be_ticked = bool(settings.pop("required", False))
        settings |= {"required": False, "allow_none": True, "load_default": False}
        if self.must_be_ticked:
            settings |= {"required": True, "allow_none": False}
            settings.pop("load_default")
        super().__init__(options, **settings)

    def deserialize(
        self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any
    ) -> Any:
        """Read nothing as not ticked."""
        return super().deserialize(False if value is None else value, attr, data, **kwargs)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> bool:
        ticked = _TICKS.get(value.lower()) if isinstance(value, str) else value
        if not isinstance(ticked, bool):
            raise ValidationError("malformed")
        if self.must_be_ticked and not ticked:
            raise ValidationError("required")
        return ticked


class Chosen(_Answer):
    """One of the options, whether posted as text or given as the value itself."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Value:
        return _choice(self.options, value)


class ChosenMany(_Answer):
    """Any number of the options, in the order of the question, each once."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[Value]:
        if not isinstance(value, list | tuple):
            raise ValidationError("malformed")
        chosen = [_choice(self.options, one) for one in value]
        return [option.value for option in self.options if option.value in chosen]


def _choice(options: Sequence[Option], value: Any) -> Value:
    for option in options:
        if value is option.value or (isinstance(value, str) and value == option.code):
            return option.value
        if type(value) is type(option.value) and value == option.value:
            return option.value
    raise ValidationError("not_an_option")
