"""Requests to correct, as the standing body answers them."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.edge.context import commanding, now, reading
from service.edge.identity import actor, viewer
from service.edge.language import language
from service.edge.language import say as _
from service.errors import Conflict, Invalid
from service.models import Correction, CorrectionStatus
from service.operations.corrections import answer_correction
from service.permissions import may_answer_correction, may_answer_corrections
from service.queries.corrections import find_correction, list_corrections
from service.web.asking import Asking
from service.web.measures import worker

blueprint = Blueprint("corrections", __name__, url_prefix="/corrections")

_ANSWERS = (CorrectionStatus.CORRECTED.value, CorrectionStatus.REFUSED.value)


@blueprint.before_request
def _only_who_answers() -> None:
    viewer()
    may_answer_corrections(worker()).require()


@blueprint.get("")
def corrections_page() -> ResponseReturnValue:
    """List what waits for an answer, or what was answered."""
    answered = request.args.get("state") == "answered"
    return render_template(
        "corrections.html",
        answered=answered,
        corrections=list_corrections(reading(), answered=answered),
        now=now(),
    )


@blueprint.get("/<int:correction_id>")
def correction_page(correction_id: int) -> ResponseReturnValue:
    """Show one request, and ask for the answer."""
    return _page(_known(correction_id), {}, {})


@blueprint.post("/<int:correction_id>")
def answer(correction_id: int) -> ResponseReturnValue:
    """Answer the request."""
    typed, status = request.form, request.form.get("status", "")
    try:
        if status not in _ANSWERS:
            unsaid = {} if typed.get("answer", "").strip() else {"answer": ["required"]}
            raise Invalid({"status": ["required"], **unsaid})
        with commanding(actor()) as uow:
            corrected = status == CorrectionStatus.CORRECTED
            answer_correction(
                uow, correction_id, corrected=corrected, answer=typed.get("answer", "")
            )
    except Invalid as error:
        return _page(_known(correction_id), typed, error.fields), 422
    except Conflict as error:
        return _page(_known(correction_id), typed, {}, error), 409
    flash(_("The answer is sent."))
    return redirect(url_for("corrections.corrections_page"))


def _known(correction_id: int) -> Correction:
    return find_correction(reading(), correction_id) or abort(404)


def _page(
    correction: Correction,
    typed: Mapping[str, str],
    errors: Mapping[str, list[str]],
    conflict: Conflict | None = None,
) -> str:
    asked = (
        Asking(typed, errors)
        .choice(
            "status",
            _("What becomes of it"),
            [
                (CorrectionStatus.CORRECTED.value, _("Corrected")),
                (CorrectionStatus.REFUSED.value, _("It stays as it is")),
            ],
        )
        .text(
            "answer",
            _("Reason"),
            hint=_("What was corrected and where, or why nothing is. The person reads it."),
            long=True,
        )
    )
    problems = list(asked.problems)
    if conflict is not None:
        problems.append(("main", conflict.sentence(language())))
    return render_template(
        "correction.html",
        correction=correction,
        asked=asked,
        problems=problems,
        may_answer=may_answer_correction(worker(), correction),
        now=now(),
    )
