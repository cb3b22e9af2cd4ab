"""The language a script names is not asked: there is only one."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "script-format",
    seeks="scripts that claim another language",
    vi=(
        "{element} ghi scriptFormat = {language}, nhưng nội dung luôn được hiểu là các "
        "dòng `tên = biểu thức`: bỏ thuộc tính này."
    ),
    en=(
        "{element} says scriptFormat = {language}, but a script is always lines of "
        "`name = expression`: remove the attribute."
    ),
    severity="warning",
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find scripts that claim another language."""
    for node in reading.of_kind("scriptTask"):
        if node.get("scriptFormat"):
            yield RULE.at(node, language=node.get("scriptFormat"))
