"""What is compared or added up is of one kind."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "kind-mismatch",
    seeks="values of kinds that never fit together",
    vi=(
        "{where} của {element} đặt {left} bên {right} trong “{text}”: hai kiểu không hợp "
        "nhau. Xem lại biến, hoặc viết giá trị cùng kiểu."
    ),
    en=(
        "The {where} of {element} puts {left} beside {right} in “{text}”, which never "
        "fits: look at the variable, or write a value of its kind."
    ),
)


def check(reading: Reading) -> Iterator[Problem]:
    """Find values of kinds that never fit together."""
    for wording, found in reading.ill_fitting:
        if found.rule == RULE.name:
            yield RULE.at(wording.node, where=wording.where, text=found.text, **found.said)
