"""What the pages about an incident ask and say: retry, change the data, skip, confirm."""

import json
from collections.abc import Mapping
from typing import Any

from service.edge.context import engine, reading
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.forms import field_sentence
from service.models import Incident, IncidentKind
from service.operations.definitions import sources_of
from service.operations.gathering import elements_of
from service.permissions import Ruling, may_administer, may_second
from service.web.administering import Remedy
from service.web.measures import worker
from service.web.questions import Choice, Question
from workflows import Element, Outline, Skip, Skippable, Variables

Typed = Mapping[str, str]
Errors = Mapping[str, list[str]]


def offered(incident: Incident) -> list[Remedy]:
    """The remedies the viewer may use on an incident as it stands."""
    return [one for one in Remedy if ruling(one, incident) and obstacle(one, incident) is None]


def ruling(remedy: Remedy, incident: Incident) -> Ruling:
    """Whether the viewer is one of those who may use a remedy."""
    if remedy is Remedy.CONFIRM:
        return may_second(worker(), incident.skip_asked_by_id)
    return may_administer(worker())


def obstacle(remedy: Remedy, incident: Incident) -> Conflict | None:
    """Why a remedy does not fit the incident as it stands, if so."""
    if not incident.is_open:
        return Conflict("incident.resolved")
    if incident.kind == IncidentKind.NOBODY:
        return Conflict("incident.nobody_reassigns")
    if remedy is Remedy.RETRY and incident.kind == IncidentKind.TASK:
        return Conflict("incident.person_retries")
    if remedy is Remedy.SKIP and skippable_of(incident) is None:
        return Conflict("incident.not_skippable")
    if remedy is Remedy.CONFIRM and asked_of(incident) is None:
        return Conflict("incident.nothing_asked")
    return None


def asked_of(incident: Incident) -> dict[str, Any] | None:
    """With what somebody asked the failed element to count as done."""
    asked: dict[str, Any] | None = (incident.skip or {}).get("asked")
    return asked


def outline_of(incident: Incident) -> Outline | None:
    """The diagram the failed step belongs to."""
    if incident.instance is None:
        return None
    return engine().outline(incident.instance.definition.content)


def element_of(incident: Incident) -> Element | None:
    """The element that failed."""
    instance = incident.instance
    if instance is None:
        return None
    sources = sources_of(reading(), engine(), instance.definition_id, instance.deployment_id)
    elements = elements_of(engine(), sources)
    return next((one for one in elements if one.id == incident.element_id), None)


def skippable_of(incident: Incident) -> Skippable | None:
    """What has to be decided to skip the failed element, if it can be."""
    if incident.instance is None or incident.element_id is None:
        return None
    instance = incident.instance
    sources = sources_of(reading(), engine(), instance.definition_id, instance.deployment_id)
    return engine().skippable(sources, incident.element_id)


def questions_about(
    remedy: Remedy, incident: Incident, typed: Typed, errors: Errors
) -> list[Question]:
    """What the page of a remedy asks, with what was typed and what is wrong with it."""
    if remedy in {Remedy.RETRY, Remedy.CONFIRM}:
        return []
    fields = _data_questions(incident, typed, errors) if remedy is Remedy.DATA else []
    if remedy is Remedy.SKIP:
        fields = _skip_questions(incident, typed, errors)
    return [*fields, _reason(typed, errors)]


def read_changes(incident: Incident, typed: Typed) -> Variables:
    """The variables as typed; what is not typed at all stays as it is."""
    names = {f"value.{name}": name for name in incident.variables}
    values = {name: typed[field] for field, name in names.items() if field in typed}
    new = typed.get("new_name", "").strip()
    if new:
        values[new] = typed.get("new_value", "")
    return _read_values(values)


def read_skip(typed: Typed) -> Skip:
    """With what the element shall count as done."""
    text = typed.get("variables", "").strip()
    known = _read_values({"variables": text})["variables"] if text else {}
    if not isinstance(known, dict):
        raise Invalid({"variables": ["not_json"]})
    return Skip(known, typed.get("flow") or None)


def written(value: object) -> str:
    """A value as it is typed and shown."""
    return json.dumps(value, ensure_ascii=False)


def _read_values(values: Mapping[str, str]) -> Variables:
    read: Variables = {}
    wrong: dict[str, list[str]] = {}
    for name, text in values.items():
        try:
            read[name] = json.loads(text)
        except ValueError:
            wrong[name] = ["not_json"]
    if wrong:
        raise Invalid(wrong)
    return read


def _data_questions(incident: Incident, typed: Typed, errors: Errors) -> list[Question]:
    known = [
        _text(
            f"value.{name}",
            name,
            typed.get(f"value.{name}", written(value)),
            errors.get(name),
        )
        for name, value in sorted(incident.variables.items())
    ]
    new = typed.get("new_name", "").strip()
    return [
        *known,
        _text(
            "new_name",
            _("Name of a further variable"),
            typed.get("new_name", ""),
            errors.get("variables"),
            _("Only where the step misses one."),
        ),
        _text(
            "new_value",
            _("Its value"),
            typed.get("new_value", ""),
            errors.get(new) if new not in incident.variables else None,
            _('Text in quotes, as "VP"; a number as 12; true, false or null.'),
        ),
    ]


def _skip_questions(incident: Incident, typed: Typed, errors: Errors) -> list[Question]:
    can_be = skippable_of(incident)
    if can_be is not None and can_be.flows:
        return [_flow(incident, can_be, typed, errors)]
    return [
        _text(
            "variables",
            _("What the step sets"),
            typed.get("variables", ""),
            next(iter(errors.values()), None) if set(errors) - {"reason"} else None,
            _('The variables that later steps need, as {"name": value}; empty sets none.'),
            required=False,
        )
    ]


def _flow(incident: Incident, can_be: Skippable, typed: Typed, errors: Errors) -> Question:
    return Question(
        name="flow",
        kind="radio",
        label=_("Which way the case goes on"),
        hint="",
        required=True,
        value=typed.get("flow"),
        error=_("Choose the way the case goes on.") if "flow" in errors else None,
        choices=tuple(
            Choice(f"flow-{flow}", flow, _way(incident, flow), typed.get("flow") == flow)
            for flow in can_be.flows
        ),
    )


def _way(incident: Incident, flow_id: str) -> str:
    """A flow in words: what is written on it, and where it leads."""
    outline = outline_of(incident)
    assert outline is not None
    names = {one.id: one.name or one.id for one in outline.elements}
    for flow in outline.flows:
        if flow.id == flow_id:
            target = names.get(flow.target_id, flow.target_id)
            return f"{flow.name} → {target}" if flow.name else f"→ {target}"
    return flow_id


def _reason(typed: Typed, errors: Errors) -> Question:
    return Question(
        name="reason",
        kind="textarea",
        label=_("Reason"),
        hint="",
        required=True,
        value=typed.get("reason", ""),
        error=_said(errors.get("reason")),
    )


def _text(
    name: str,
    label: str,
    value: str,
    codes: list[str] | None,
    hint: str = "",
    *,
    required: bool = True,
) -> Question:
    is_needed = required and not name.startswith("new_")
    return Question(name, "textfield", label, hint, is_needed, value, _said(codes))


def _said(codes: list[str] | None) -> str | None:
    return " ".join(field_sentence(code, language()) for code in codes) if codes else None
