"""A form key names a form."""

from collections.abc import Iterator

from workflows.definitions.nearness import nearest
from workflows.definitions.reading import Reading
from workflows.markup import camunda
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "unknown-form",
    seeks="form keys of forms that are not there",
    vi=(
        "{element} dùng biểu mẫu {name}, không có. Gần nhất: {nearest}. Sửa "
        "camunda:formKey, hoặc thêm biểu mẫu."
    ),
    en=(
        "{element} uses the form {name}, which is not there. The nearest is {nearest}. "
        "Mend camunda:formKey, or add the form."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find form keys of forms that are not there."""
    if reading.given is None:
        return
    forms = reading.given.forms
    for node in reading.of_kind("userTask"):
        name = (camunda(node, "formKey") or "").strip()
        if name and name not in forms:
            yield RULE.at(node, name=name, nearest=nearest(name, forms))
