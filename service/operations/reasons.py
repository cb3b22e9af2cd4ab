"""The words somebody gives for what they do: needed, and of a length people read."""

from service.errors import Invalid

_LONGEST_TEXT = 4000


def said(name: str, text: str, *, longest: int = _LONGEST_TEXT) -> str:
    """Return what was said in a field, or raise Invalid where it is empty or endless."""
    text = text.strip()
    if not text:
        raise Invalid({name: ["required"]})
    if len(text) > longest:
        raise Invalid({name: [f"max_length:{longest}"]})
    return text
