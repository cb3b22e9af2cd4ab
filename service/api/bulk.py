"""/api/tasks/bulk: the same with many tasks, with a result for each."""

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint

from service.api.schemas_inbox import BulkResultSchema, BulkSchema
from service.edge.bulk import Act, RowOutcome, act_on
from service.edge.identity import viewer
from service.edge.language import language
from service.errors import Invalid
from service.operations.alike import SameAnswers

blueprint = Blueprint("api-bulk", __name__, url_prefix="/api/tasks", description="Many tasks")


@blueprint.route("/bulk")
class Bulk(MethodView):
    """Many tasks at once."""

    @blueprint.arguments(BulkSchema)
    @blueprint.response(200, BulkResultSchema)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Claim, release, remind of or complete many tasks, each by itself

        Sent again, it does nothing twice: what is done already is refused row by row.
        """
        viewer()
        act: Act = body["act"]
        if act is Act.COMPLETE and not body["element_id"]:
            raise Invalid({"element_id": ["required"]})
        ids = [one["id"] for one in body["tasks"]]
        revisions = {one["id"]: one["revision"] for one in body["tasks"] if "revision" in one}
        same = SameAnswers(body["element_id"], body["answers"], revisions)
        return {"results": list(map(_result, act_on(act, ids, same)))}


def _result(outcome: RowOutcome) -> dict[str, Any]:
    error = outcome.error
    return {
        "id": outcome.task_id,
        "done": error is None,
        "code": error.code if error else None,
        "detail": error.sentence(language()) if error else None,
    }
