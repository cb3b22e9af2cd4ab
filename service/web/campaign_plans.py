"""Opening a campaign: from a former one, with every date to be looked at before it opens."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import chain

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, engine, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import language, until
from service.edge.language import say as _
from service.errors import Conflict
from service.models import Campaign
from service.operations.campaign_plans import plan_after
from service.operations.campaigns import CampaignPlan, PlannedDeadline, create_campaign
from service.permissions import may_create_campaign
from service.queries.campaigns import find_campaign, list_campaigns
from service.web.measures import worker
from service.web.moments import day_boxes, moment_boxes, read_moment
from service.web.questions import (
    DAY_PARTS,
    Choice,
    Question,
    answer_sentence,
    day_parts,
    problems_of,
    read_day,
)
from service.web.words import AWARDS, DEADLINES, SUBJECTS, word

blueprint = Blueprint("campaign_plans", __name__, url_prefix="/campaigns/new")

Errors = Mapping[str, list[str]]
Typed = Mapping[str, str]
_CODE = re.compile(r"[A-Za-z0-9-]{1,20}")


def may_open_campaign() -> bool:
    """Whether the viewer may open a campaign here."""
    is_rehearsal = current_app.extensions["config"].is_rehearsal
    return not is_rehearsal and bool(may_create_campaign(worker()))


@blueprint.get("")
def new_page() -> ResponseReturnValue:
    """Ask what the campaign is called, when it begins, and after which one it is planned."""
    _check()
    newest = next(iter(list_campaigns(reading())), None)
    return _new_page({"after": newest.code if newest else ""} | dict(request.args))


@blueprint.get("/plan")
def plan_page() -> ResponseReturnValue:
    """Show the plan that comes of it, every date of which can be changed."""
    _check()
    former, starts_on, errors = _read_start(request.args)
    if former is None or starts_on is None or errors:
        return _new_page(request.args, errors), 422
    named = request.args["code"].strip(), request.args["name"].strip()
    plan = plan_after(reading(), former, *named, starts_on)
    typed: dict[str, str] = {"legal_regime": plan.legal_regime}
    for one in plan.deadlines:
        typed |= moment_boxes(one.due_at, one.name, f"{one.name}-time")
        typed[f"{one.name}-basis"] = one.basis
    return _plan_page(former, plan, typed)


@blueprint.post("/plan")
def open_() -> ResponseReturnValue:
    """Open the campaign as it is planned on the page."""
    _check()
    former, starts_on, errors = _read_start(request.form)
    if former is None or starts_on is None or errors:
        return _new_page(request.form, errors), 422
    named = request.form["code"].strip(), request.form["name"].strip()
    proposed = plan_after(reading(), former, *named, starts_on)
    plan, wrong = _read_plan(proposed, request.form)
    if wrong:
        return _plan_page(former, proposed, request.form, wrong), 422
    try:
        with commanding(actor()) as uow:
            create_campaign(uow, engine(), plan)
    except Conflict as error:
        return _new_page(request.form, conflict=error), 409
    flash(_("“%(name)s” is open. Its plan waits for the standing body.", name=plan.name))
    return redirect(url_for("campaigns.campaign_page", code=plan.code))


def _check() -> None:
    viewer()
    may_create_campaign(worker()).require()
    if current_app.extensions["config"].is_rehearsal:
        abort(404)


def _read_start(typed: Typed) -> tuple[Campaign | None, date | None, dict[str, list[str]]]:
    errors: dict[str, list[str]] = {}
    former = find_campaign(reading(), typed.get("after", ""))
    if former is None:
        errors["after"] = ["required"]
    code = typed.get("code", "").strip()
    if not _CODE.fullmatch(code) or code == "new":
        errors["code"] = ["not_a_code"]
    elif find_campaign(reading(), code) is not None:
        errors["code"] = ["taken"]
    if not typed.get("name", "").strip():
        errors["name"] = ["required"]
    starts_on = _day(day_boxes(typed, "starts_on"))
    if starts_on is None:
        errors["starts_on"] = ["not_a_date"]
    return former, starts_on, errors


def _day(boxes: list[str]) -> date | None:
    try:
        return date.fromisoformat(read_day(boxes) or "")
    except ValueError:
        return None


def _read_plan(proposed: CampaignPlan, typed: Typed) -> tuple[CampaignPlan, dict[str, list[str]]]:
    """The plan as it was typed, with everything that is wrong with it."""
    deadlines, errors = [], dict[str, list[str]]()
    for one in proposed.deadlines:
        due_at, wrong = read_moment(typed, one.name, f"{one.name}-time")
        basis = typed.get(f"{one.name}-basis", "").strip()
        if due_at is not None and due_at < now():
            wrong[one.name] = ["past"]
        if not basis:
            wrong[f"{one.name}-basis"] = ["required"]
        errors |= wrong
        # A date with its own basis is one somebody stands for; what was copied is assumed.
        is_assumption = basis == one.basis
        deadlines.append(PlannedDeadline(one.name, due_at or one.due_at, basis, is_assumption))
    regime = typed.get("legal_regime", "").strip()
    if not regime:
        errors["legal_regime"] = ["required"]
    last = max((one.due_at.date() for one in deadlines), default=proposed.ends_on)
    plan = CampaignPlan(
        proposed.code,
        proposed.name,
        regime,
        proposed.starts_on,
        max(last, proposed.ends_on),
        tuple(deadlines),
        proposed.settings,
        proposed.quotas,
    )
    return plan, errors


def _new_page(typed: Typed, errors: Errors | None = None, conflict: Conflict | None = None) -> str:
    questions = _start_questions(typed, errors or {})
    problems = list(problems_of(questions))
    if conflict is not None:
        problems.append((questions[1].id, conflict.sentence(language())))
    return render_template(
        "new_campaign.html", questions=questions, problems=problems, formers=_formers()
    )


def _formers() -> dict[str, str]:
    return {one.code: one.name for one in list_campaigns(reading())}


def _start_questions(typed: Typed, errors: Errors) -> list[Question]:
    chosen = typed.get("after")
    formers = tuple(
        Choice(f"after-{number}", code, name, code == chosen)
        for number, (code, name) in enumerate(_formers().items())
    )
    boxes = dict(zip(DAY_PARTS, day_boxes(typed, "starts_on"), strict=True))
    ask = _Ask(errors)
    return [
        ask("name", "textfield", _("Name of the campaign"), "", typed.get("name", "")),
        ask(
            "code",
            "textfield",
            _("Code"),
            _("Short, for addresses and lists, as 2026: letters without accents, digits, hyphens."),
            typed.get("code", ""),
        ),
        ask("starts_on", "datetime", _("First day"), "", boxes),
        ask(
            "after",
            "select",
            _("Planned after"),
            _("Its deadlines, quotas and settings are taken over; the dates move along."),
            chosen,
            formers,
        ),
    ]


def _plan_page(
    former: Campaign, plan: CampaignPlan, typed: Typed, errors: Errors | None = None
) -> str:
    ask = _Ask(errors or {})
    before = {one.name: one for one in former.deadlines}
    regime = ask(
        "legal_regime",
        "textarea",
        _("Legal regime"),
        _("Taken over; mend it where the law has changed since."),
        typed.get("legal_regime", ""),
    )
    deadlines = [
        _deadline_questions(one.name, typed, ask, until(before[one.name].due_at))
        for one in plan.deadlines
    ]
    asked = [regime, *chain.from_iterable(deadlines)]
    return render_template(
        "campaign_plan.html",
        former=former,
        plan=plan,
        regime=regime,
        deadlines=deadlines,
        starts=dict(zip(DAY_PARTS, day_parts(plan.starts_on.isoformat()).values(), strict=True)),
        quotas=[
            (word(AWARDS, award), word(SUBJECTS, subject), limit)
            for (award, subject), limit in plan.quotas.items()
        ],
        problems=list(problems_of(asked)),
    )


def _deadline_questions(name: str, typed: Typed, ask: "_Ask", former: str) -> list[Question]:
    boxes = dict(zip(DAY_PARTS, day_boxes(typed, name), strict=True))
    hint = _("Last time: %(when)s", when=former)
    time, basis = f"{name}-time", f"{name}-basis"
    return [
        ask(name, "datetime", word(DEADLINES, name), hint, boxes),
        ask(time, "textfield", _("Time of day"), "", typed.get(time, "")),
        ask(basis, "textfield", _("Basis"), "", typed.get(basis, "")),
    ]


class _Ask:
    """Makes questions that all must be answered, with what is wrong beside each."""

    def __init__(self, errors: Errors) -> None:
        said = {
            "not_a_time": _("Enter a time of day, as 17:00."),
            "required": _("Enter an answer."),
            "past": _("Enter a moment that is still to come."),
            "not_a_code": _("Use letters without accents, digits and hyphens, at most 20."),
            "taken": _("Another campaign has this code."),
        }
        self._wrong = {
            name: said.get(codes[0]) or answer_sentence(codes) for name, codes in errors.items()
        }

    def __call__(
        self,
        name: str,
        kind: str,
        label: str,
        hint: str,
        value: object,
        choices: tuple[Choice, ...] = (),
    ) -> Question:
        wrong = self._wrong.get(name)
        return Question(name, kind, label, hint, True, value, wrong, choices=choices)
