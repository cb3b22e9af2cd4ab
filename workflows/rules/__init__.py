"""Rules a diagram has to keep before it may be deployed: one module each, listed here."""

from collections.abc import Iterator

from workflows.definitions.reading import Reading
from workflows.rules import (
    called_process,
    carries_code,
    condition_ignored,
    condition_kind,
    crossing_flow,
    dangling_boundary,
    dangling_flow,
    dead_end,
    deadlock,
    doubtful_variable,
    duplicate_id,
    element_variable,
    empty_form,
    empty_group,
    endless_timer,
    error_interrupts,
    event_definition,
    event_gateway,
    event_reference,
    event_subprocess,
    expression,
    flow_after_end,
    flow_into_event,
    join_in_loop,
    kind_mismatch,
    lane_reference,
    late_policy,
    link_target,
    loop_without_end,
    loop_without_gateway,
    merge_without_join,
    message_name,
    message_recipient,
    missing_id,
    never_caught,
    never_thrown,
    no_action,
    no_candidate,
    no_collection,
    no_condition,
    no_decision,
    no_default,
    no_effect,
    no_end,
    no_interchange,
    no_script,
    no_way_out,
    one_start,
    predicted_size,
    reserved_id,
    result_variable,
    script_format,
    second_person,
    separate_duties,
    several_outgoing,
    side_path,
    timer_kind,
    timer_repeats,
    timer_value,
    too_many_elements,
    unknown_action,
    unknown_form,
    unknown_function,
    unknown_group,
    unknown_option,
    unknown_part,
    unknown_variable,
    unreachable,
    unsupported_element,
    unsupported_event,
)
from workflows.rules.elsewhere import ELSEWHERE
from workflows.rules.rule import Check, Rule
from workflows.values import Problem

_MODULES = (
    missing_id,
    duplicate_id,
    reserved_id,
    too_many_elements,
    unsupported_element,
    event_definition,
    unsupported_event,
    event_reference,
    error_interrupts,
    dangling_flow,
    crossing_flow,
    dangling_boundary,
    event_subprocess,
    link_target,
    one_start,
    no_end,
    unreachable,
    dead_end,
    flow_after_end,
    several_outgoing,
    flow_into_event,
    loop_without_end,
    loop_without_gateway,
    no_default,
    no_condition,
    condition_ignored,
    event_gateway,
    no_candidate,
    unknown_group,
    empty_group,
    separate_duties,
    second_person,
    empty_form,
    unknown_form,
    no_action,
    unknown_action,
    no_script,
    script_format,
    result_variable,
    no_decision,
    called_process,
    no_collection,
    element_variable,
    timer_value,
    timer_kind,
    timer_repeats,
    endless_timer,
    late_policy,
    message_name,
    message_recipient,
    expression,
    unknown_function,
    unknown_variable,
    doubtful_variable,
    kind_mismatch,
    unknown_option,
    unknown_part,
    condition_kind,
    deadlock,
    merge_without_join,
    join_in_loop,
    no_way_out,
    side_path,
    never_caught,
    never_thrown,
    predicted_size,
    carries_code,
    no_effect,
    lane_reference,
    no_interchange,
)

#: Every rule with what looks for its breach, in the order they are asked.
CHECKS: tuple[tuple[Rule, Check], ...] = tuple((one.RULE, one.check) for one in _MODULES)

#: Every rule by its name, also those that are kept elsewhere.
RULES: dict[str, Rule] = {one.name: one for one in (*(rule for rule, _ in CHECKS), *ELSEWHERE)}


def breaches(reading: Reading) -> Iterator[Problem]:
    """Everything the rules find in a diagram."""
    for _, check in CHECKS:
        yield from check(reading)


def sentence(problem: Problem, locale: str) -> str:
    """Say a problem in Vietnamese or English, with the element and the remedy."""
    rule = RULES.get(problem.rule)
    return problem.message if rule is None else rule.sentence(problem, locale)


__all__ = ["CHECKS", "RULES", "Check", "Rule", "breaches", "sentence"]
