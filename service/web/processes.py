"""Process definitions, to look at: the diagram and the same as a table."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from service.edge.context import engine, reading
from service.edge.identity import viewer
from service.edge.language import language
from service.models import Definition, DefinitionKind
from service.operations.definitions import advice_on
from service.queries.definitions import (
    DeployedVersion,
    find_definition,
    list_definitions,
    names_of,
)
from service.web.definition_drafts import may_draw, may_see_drafts
from service.web.migrations import may_move_cases
from service.web.rule_pages import page_of
from workflows import RULES, Problem, sentence

blueprint = Blueprint("processes", __name__, url_prefix="/processes")


@blueprint.get("")
def processes_page() -> ResponseReturnValue:
    """List every process with its versions, by the name its diagram gives it."""
    viewer()
    versions = list_definitions(reading())
    return render_template(
        "processes.html",
        versions=versions,
        names=_names(versions),
        may_see_drafts=may_see_drafts(),
    )


def _names(versions: Sequence[DeployedVersion]) -> dict[str, str]:
    """What the newest diagram of each process calls it."""
    newest = {one.key: one.id for one in reversed(versions)}
    diagrams = names_of(reading(), list(newest.values()))
    return {key: engine().outline(diagrams[one].content).name for key, one in newest.items()}


@blueprint.get("/rules/<name>")
def rule_page(name: str) -> ResponseReturnValue:
    """Say what a rule of the drawings asks, and what to do about it."""
    viewer()
    rule = RULES.get(name) or abort(404)
    return render_template("rule.html", rule=rule, page=page_of(rule))


@blueprint.get("/<key>/<int:version>")
def process_page(key: str, version: int) -> ResponseReturnValue:
    """Show one version, and how many cases run on it."""
    definition = _process(key, version)
    versions = [one for one in list_definitions(reading()) if one.key == key]
    outline = engine().outline(definition.content)
    names = {one.id: one.name or one.id for one in outline.elements}
    return render_template(
        "process.html",
        definition=definition,
        versions=versions,
        outline=outline,
        names=names,
        said=_said_of(definition) if may_see_drafts() else [],
        may_draw=may_draw(),
        may_move_cases=len(versions) > 1 and may_move_cases(),
    )


def _said_of(definition: Definition) -> list[tuple[Problem, str]]:
    found = advice_on(reading(), engine(), definition)
    return [(one, sentence(one, language())) for one in found]


@blueprint.get("/<key>/<int:version>.bpmn")
def diagram(key: str, version: int) -> Response:
    """The diagram itself, which never changes."""
    response = Response(_process(key, version).content, mimetype="application/xml")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _process(key: str, version: int) -> Definition:
    viewer()
    return find_definition(reading(), DefinitionKind.PROCESS, key, version) or abort(404)
