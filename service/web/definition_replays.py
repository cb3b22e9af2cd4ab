"""What if: finished cases gone through again on a draft, with the answers they were given."""

from collections import Counter

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from service.edge.context import engine, reading
from service.edge.identity import viewer
from service.edge.language import language
from service.edge.language import say_later as _
from service.operations.definition_drafts import file_of, report_on
from service.operations.replays import ReplayedCase, drawn_version, element_names, replay_cases
from service.permissions import check_may_deploy
from service.queries.definitions import find_draft, find_newest_version
from service.queries.recordings import count_finished
from workflows import Choice
from workflows.simulation import Outcome, verdict_sentence

blueprint = Blueprint("definition_replays", __name__, url_prefix="/processes/drafts")

#: As many cases as somebody waits for; the command line replays all.
MOST = 200
_WORDS: dict[Outcome | None, tuple[object, str]] = {
    Outcome.STUCK: (_("stuck"), "red"),
    Outcome.DIFFERENT: (_("different path"), "orange"),
    Outcome.UNANSWERED: (_("an answer nobody gave"), "yellow"),
    Outcome.SAME: (_("as it went"), "green"),
    None: (_("not replayed: somebody had intervened"), "grey"),
}


@blueprint.get("/<key>/replay")
def replay_page(key: str) -> ResponseReturnValue:
    """Say what would have become of each finished case."""
    check_may_deploy(reading(), viewer().person_id)
    draft = find_draft(reading(), key) or abort(404)
    choice = Choice(request.args.get("process") or None, request.args.get("group") or None)
    if find_newest_version(reading(), key) is None:
        abort(404)
    if not report_on(reading(), engine(), draft, choice).is_deployable:
        abort(404)
    version = drawn_version(reading(), engine(), key, file_of(draft, choice))
    cases = replay_cases(reading(), engine(), key, version, newest=MOST)
    names = element_names(reading(), engine(), key, version)
    said = {
        one.instance_id: verdict_sentence(one.verdict, names, language())
        for one in cases
        if one.verdict is not None
    }
    return render_template(
        "draft_replay.html",
        draft=draft,
        choice=choice,
        groups=_grouped(cases),
        said=said,
        total=count_finished(reading(), key),
        shown=len(cases),
    )


def _grouped(cases: list[ReplayedCase]) -> list[tuple[tuple[object, str], list[ReplayedCase]]]:
    """The cases by what became of them, the worst first."""
    counted = Counter(one.outcome for one in cases)
    return [
        (words, [one for one in cases if one.outcome is outcome])
        for outcome, words in _WORDS.items()
        if counted[outcome]
    ]
