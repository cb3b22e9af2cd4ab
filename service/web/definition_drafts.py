"""Diagrams from elsewhere, for the process owner: what came, what it comes to, deploying it."""

from collections.abc import Mapping

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, engine, reading, stop_reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, DefinitionRefused, Invalid, ServiceError
from service.models import DefinitionDraft, Group
from service.operations.definition_drafts import (
    Report,
    deploy_draft,
    import_definition,
    judge_draft,
    offer_draft,
    report_on,
)
from service.permissions import check_may_deploy, may_deploy, may_import
from service.queries.definitions import (
    DeployedVersion,
    authors_of,
    find_draft,
    list_definitions,
    list_deployers,
    list_drafts,
)
from service.web.measures import worker
from service.web.questions import Choice as Option
from service.web.questions import Question
from service.web.words import GROUPS, word
from workflows import Choice, FoundProcess, open_diagram, sentence

blueprint = Blueprint("definition_drafts", __name__, url_prefix="/processes/drafts")


@blueprint.get("")
def drafts_page() -> ResponseReturnValue:
    """List the newest draft of each process, and offer to import another."""
    _owner()
    return drafts_with()


@blueprint.post("")
def send() -> ResponseReturnValue:
    """Keep a file exactly as it is, and show what it would come to."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return drafts_with(_("Choose a file.")), 422
    try:
        with commanding(actor()) as uow:
            draft = import_definition(uow, file.filename, file.read())
    except (DefinitionRefused, Invalid) as error:
        return drafts_with(error.sentence(language())), 422
    flash(_("“%(key)s” is kept exactly as it came.", key=draft.key))
    return redirect(url_for("definition_drafts.draft_page", key=draft.key))


@blueprint.get("/<key>")
def draft_page(key: str) -> ResponseReturnValue:
    """Show a draft: the drawing, what would be said differently, what stands in the way."""
    _owner()
    return _page(_found(key), request.args)


@blueprint.post("/<key>/deploy")
def deploy(key: str) -> ResponseReturnValue:
    """Make the next version from the draft that was seen."""
    _owner()
    seen, choice = request.form.get("revision", ""), _choice(request.form)
    judge_draft(reading(), engine(), key, choice)
    try:
        with commanding(actor()) as uow:
            revision = int(seen) if seen.isdecimal() else -1
            made, warnings = deploy_draft(uow, engine(), key, choice, revision)
    except (DefinitionRefused, Conflict) as error:
        stop_reading()
        status = 409 if isinstance(error, Conflict) else 422
        return _page(_found(key), request.form, error), status
    flash(_("Version %(number)s of “%(key)s” is in force.", number=made.version, key=made.key))
    if warnings:
        flash(_("What is worth knowing about it is listed below."))
    return redirect(url_for("processes.process_page", key=made.key, version=made.version))


@blueprint.post("/<key>/offer")
def offer(key: str) -> ResponseReturnValue:
    """Ask the others to look at a draft and deploy it."""
    try:
        with commanding(actor()) as uow:
            asked = offer_draft(uow, key)
    except Conflict as error:
        flash(error.sentence(language()))
    else:
        flash(_("They have been asked.") if asked else _("They had been asked before."))
    return redirect(url_for("definition_drafts.draft_page", key=key))


@blueprint.get("/<key>/drawing.bpmn")
def drawing(key: str) -> Response:
    """The drawing for the viewer, which reads UTF-8 alone; the newest unless one is named."""
    _owner()
    found = _found(key, request.args.get("revision", type=int))
    return Response(open_diagram(found.content).text, mimetype="application/xml")


@blueprint.get("/<key>/original.bpmn")
def original(key: str) -> Response:
    """The very bytes that came."""
    _owner()
    response = Response(_found(key).content, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}.bpmn"'
    return response


def may_draw() -> bool:
    """Whether the viewer may draw diagrams here and import them."""
    return not _is_rehearsal() and bool(may_import(worker()))


def may_see_drafts() -> bool:
    """Whether the viewer may look at drafts here and deploy those of others."""
    return not _is_rehearsal() and bool(may_deploy(worker()))


def _is_rehearsal() -> bool:
    return bool(current_app.extensions["config"].is_rehearsal)


def _owner() -> None:
    check_may_deploy(reading(), viewer().person_id)


def _found(key: str, revision: int | None = None) -> DefinitionDraft:
    return find_draft(reading(), key, revision) or abort(404)


def drafts_with(problem: str = "", key_problem: str = "", key: str = "") -> str:
    """The list of drafts, with what was wrong with a file or with a key."""
    return render_template(
        "drafts.html",
        drafts=list_drafts(reading()),
        problem=problem,
        key_problem=key_problem,
        may_draw=may_draw(),
        key=key,
    )


def _page(
    draft: DefinitionDraft, chosen: Mapping[str, str], error: ServiceError | None = None
) -> str:
    choice = _choice(chosen)
    report = report_on(reading(), engine(), draft, choice)
    authors = authors_of(reading(), draft.key)
    return render_template(
        "draft.html",
        draft=draft,
        report=report,
        choice=choice,
        may_draw=may_draw(),
        may_deploy=may_deploy(worker(), authors),
        others=list_deployers(reading(), authors),
        former=_former(draft.key),
        questions=_questions(report, choice),
        said=[(one, sentence(one, language())) for one in report.problems],
        problem=error.sentence(language()).partition("\n")[0] if error else "",
    )


def _former(key: str) -> DeployedVersion | None:
    """The version in force, and how much runs on each of its fellows."""
    return next((one for one in list_definitions(reading()) if one.key == key), None)


def _choice(chosen: Mapping[str, str]) -> Choice:
    return Choice(chosen.get("process") or None, chosen.get("group") or None)


def _questions(report: Report, choice: Choice) -> list[Question]:
    """What a drawing leaves open: which of its processes is to run, who does what nobody has."""
    processes = {
        one.id: f"{one.name} ({one.id})" if one.name else one.id for one in _filled(report)
    }
    groups = {group.value: word(GROUPS, group) for group in Group}
    return [
        _question(
            "process",
            _("Process to run"),
            _("As the file says, unless you choose one."),
            processes,
            choice.process,
        ),
        _question(
            "group",
            _("Who does the tasks that name nobody"),
            _("Leave it empty if every task names its group."),
            groups,
            choice.group,
        ),
    ]


def _filled(report: Report) -> list[FoundProcess]:
    return [one for one in report.processes if one.elements]


def _question(
    name: str, label: str, hint: str, offered: Mapping[str, str], chosen: str | None
) -> Question:
    options = tuple(
        Option(f"{name}-{number}", code, said, code == chosen)
        for number, (code, said) in enumerate(offered.items())
    )
    return Question(name, "select", label, hint, False, chosen, None, choices=options)
