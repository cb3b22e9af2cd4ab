"""An event that names a signal, an error or an escalation names one that is there."""

from collections.abc import Iterator

from workflows.definitions.diagram import id_of
from workflows.definitions.reading import Reading
from workflows.definitions.throws import IN_VIETNAMESE
from workflows.markup import bpmn
from workflows.rules.rule import Rule
from workflows.values import Problem

RULE = Rule(
    "event-reference",
    seeks="signals without a name, errors and escalations that are not in the file",
    vi=(
        "{element} dùng {kind_vi} chưa đặt tên hoặc không có trong tệp: chọn một, đặt tên cho tín "
        "hiệu, đặt mã cho lỗi hoặc leo thang."
    ),
    en=(
        "{element} uses a {kind} that has no name or is not in the file: choose one, with a "
        "name for a signal and a code for an error or an escalation."
    ),
)


_NAMED = {"signal": "name", "error": "id", "escalation": "id"}


def check(reading: Reading) -> Iterator[Problem]:
    """Find signals without a name, errors and escalations that are not in the file."""
    for node in reading.nodes.values():
        for kind, named_by in _NAMED.items():
            definition = node.find(bpmn(f"{kind}EventDefinition"))
            if definition is None:
                continue
            known = {id_of(one): one.get(named_by) for one in reading.root.iter(bpmn(kind))}
            ref = definition.get(f"{kind}Ref")
            if not known.get(ref or "") and (ref is not None or kind == "signal"):
                yield RULE.at(node, kind=kind, kind_vi=IN_VIETNAMESE[kind])
