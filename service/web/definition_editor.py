"""Drawing a diagram in the browser, from the newest there is of it or from an empty one."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import ACTIONS, FACTS
from service.edge.context import reading
from service.edge.identity import viewer
from service.edge.language import language
from service.edge.language import say_later as _
from service.errors import Invalid
from service.models import Definition, DefinitionDraft, DefinitionKind
from service.operations.definition_drafts import key_of
from service.operations.definitions import files_in_force
from service.permissions import check_may_import
from service.queries.definitions import find_draft, find_newest
from service.web.definition_drafts import drafts_with
from service.web.words import DEADLINES, ELEMENT_KINDS, GROUPS, word

#: What is drawn besides the elements that are run.
_KINDS: dict[str, object] = {
    **ELEMENT_KINDS,
    "task": _("task without a kind"),
    "callActivity": _("process that is called"),
    "sequenceFlow": _("sequence flow"),
    "participant": _("pool"),
    "lane": _("lane"),
    "process": _("process"),
    "collaboration": _("the whole diagram"),
    "textAnnotation": _("note"),
    "association": _("line to a note"),
    "group": _("frame"),
    "messageFlow": _("message flow"),
    "dataObjectReference": _("data"),
    "dataStoreReference": _("data store"),
}

blueprint = Blueprint("definition_editor", __name__, url_prefix="/processes/drafts")


@blueprint.get("/draw")
def draw() -> ResponseReturnValue:
    """Begin a process nobody has drawn yet, or go on with one."""
    _owner()
    typed = request.args.get("key", "").strip()
    try:
        key = key_of(typed)
    except Invalid as error:
        return drafts_with(key_problem=error.sentence(language()), key=typed), 422
    return redirect(url_for("definition_editor.editor_page", key=key))


@blueprint.get("/<key>/edit")
def editor_page(key: str) -> ResponseReturnValue:
    """The canvas, with everything a diagram may name around it."""
    _owner()
    key = key_of(key)
    return render_template(
        "editor.html",
        key=key,
        draft=find_draft(reading(), key),
        address=_address(key, find_newest(reading(), key)),
        kinds={kind: word(_KINDS, kind) for kind in _KINDS},
        groups={code: word(GROUPS, code) for code in GROUPS},
        deadlines={name: word(DEADLINES, name) for name in DEADLINES},
        names=_names(),
    )


@blueprint.get("/<key>/empty.bpmn")
def empty(key: str) -> Response:
    """A diagram to begin with: one task between a start and an end."""
    _owner()
    text = render_template("empty.bpmn.xml", key=key_of(key))
    return Response(text, mimetype="application/xml")


def _address(key: str, newest: Definition | DefinitionDraft | None) -> str:
    if isinstance(newest, DefinitionDraft):
        return url_for("definition_drafts.drawing", key=key, revision=newest.revision)
    if newest is not None:
        return url_for("processes.diagram", key=key, version=newest.version)
    return url_for("definition_editor.empty", key=key)


def _names() -> dict[str, dict[str, str]]:
    """What a diagram may name, by what it is: each name with what people call it."""
    around = sorted((one.kind, one.key) for one in files_in_force(reading()))
    found = {kind.value: [key for known, key in around if known is kind] for kind in DefinitionKind}
    found |= {"action": sorted(ACTIONS), "facts": sorted(FACTS)}
    return {kind: {name: name for name in names} for kind, names in found.items()}


def _owner() -> None:
    check_may_import(reading(), viewer().person_id)
