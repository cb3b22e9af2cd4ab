"""Nothing in a diagram is code of another system."""

from collections.abc import Iterator

from lxml import etree

from workflows.definitions.reading import Reading
from workflows.markup import local_name
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "carries-code",
    seeks="classes, scripts and listeners of other engines",
    vi=(
        "{element} mang mã của hệ thống khác ({name}), không chạy ở đây: thay bằng "
        "thidua:action của một hành động đã đăng ký, hoặc bước tính `tên = biểu thức`."
    ),
    en=(
        "{element} carries code of another system ({name}), which is not run here: replace it "
        "by the thidua:action of a registered action, or by a script of `name = expression`."
    ),
)

#: Of what namespaces attributes and extensions tell an engine what to do.
EXECUTING = (
    "http://camunda.org/schema/",
    "http://operaton.org/schema/",
    "http://spiffworkflow.org/",
    "http://flowable.org/",
    "http://activiti.org/",
    "https://thidua.example/",
)
_ATTRIBUTES = frozenset({"class", "delegateExpression", "expression", "resource"})
_ELEMENTS = frozenset(
    {
        *("executionListener", "taskListener", "connector", "script", "field", "expression"),
        *("preScript", "postScript", "serviceTaskOperator"),
    }
)


def is_code(element: etree._Element) -> bool:
    """Whether an extension holds or names code."""
    name = etree.QName(element)
    return (name.namespace or "").startswith(EXECUTING) and name.localname in _ELEMENTS


def code_in(element: etree._Element) -> list[str]:
    """The attributes of an element that name code."""
    names = map(etree.QName, map(str, element.attrib))
    return [
        name.localname
        for name in names
        if (name.namespace or "").startswith(EXECUTING) and name.localname in _ATTRIBUTES
    ]


def check(reading: Reading) -> Iterator[Problem]:
    """Find what holds or names code of another system: one problem for each element."""
    told = set[str | None]()
    for element in reading.process.iter(etree.Element):
        names = [local_name(element)] if is_code(element) else code_in(element)
        for problem in [RULE.at(element, name=name) for name in names]:
            if problem.element_id not in told:
                yield problem
            told.add(problem.element_id)
