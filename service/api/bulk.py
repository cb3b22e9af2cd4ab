"""/api/tasks/bulk: the same with many tasks, with a result for each."""

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.schemas_inbox import BulkResultSchema, BulkSchema
from service.edge.bulk import Act, Given, Receiver, RowOutcome, act_on
from service.edge.identity import viewer
from service.edge.language import language
from service.errors import Invalid
from service.operations.alike import SameAnswers
from service.operations.reasons import said

blueprint = Blueprint("api-bulk", __name__, url_prefix="/api/tasks", description="Many tasks")


@blueprint.route("/bulk")
class Bulk(MethodView):
    """Many tasks at once."""

    @blueprint.arguments(BulkSchema)
    @blueprint.response(200, BulkResultSchema)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Claim, release, remind of, complete or reassign many tasks, each by itself

        Sent again, it does nothing twice: what is done already is refused row by row.
        """
        viewer()
        ids = [one["id"] for one in body["tasks"]]
        outcomes = act_on(body["act"], ids, _given(body))
        return {"results": list(map(_result, outcomes))}


def _given(body: dict[str, Any]) -> Given:
    match body["act"]:
        case Act.COMPLETE:
            _need(body, "element_id")
            revisions = {one["id"]: one["revision"] for one in body["tasks"] if "revision" in one}
            return SameAnswers(body["element_id"], body["answers"], revisions)
        case Act.REASSIGN:
            _need(body, "person_id")
            return Receiver(body["person_id"], said("reason", body["reason"]))
        case _:
            return None


def _need(body: dict[str, Any], name: str) -> None:
    if not body[name]:
        raise Invalid({name: ["required"]})


def _result(outcome: RowOutcome) -> dict[str, Any]:
    error = outcome.error
    return {
        "id": outcome.task_id,
        "done": error is None,
        "code": error.code if error else None,
        "detail": error.sentence(language()) if error else None,
    }
