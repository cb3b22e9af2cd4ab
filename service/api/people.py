"""/api/people: accounts, for programs of whoever keeps them."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, abort, jsonify, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from service.api.idempotency import Outcome, answer_once
from service.api.keeping import require_keeper
from service.api.revisions import seen_revision
from service.api.schemas_people import (
    CodeSchema,
    DeactivationSchema,
    DutiesSchema,
    EndedSchema,
    NewPersonSchema,
    PeopleAskedSchema,
    PeoplePageSchema,
    PersonChangesSchema,
    PersonSchema,
)
from service.edge.context import commanding, reading
from service.edge.identity import actor
from service.models import Person
from service.operations.credentials import offer_reset
from service.operations.deactivations import deactivate_person, duties_of, groups_left_empty
from service.operations.people import (
    NewPerson,
    PersonDetails,
    change_person,
    create_person,
    reactivate_person,
)
from service.operations.sessions import end_sessions
from service.queries.people import PeopleWanted, find_person, list_people
from service.unit_of_work import UnitOfWork

blueprint = Blueprint("api-people", __name__, url_prefix="/api/people", description="Accounts")


@blueprint.route("")
class People(MethodView):
    """The people."""

    @blueprint.arguments(PeopleAskedSchema, location="query", unknown=RAISE)
    @blueprint.response(200, PeoplePageSchema)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """List people by name; diacritics do not matter; ``cursor`` continues a list"""
        require_keeper()
        wanted = PeopleWanted(
            asked["q"], asked["standing"], asked["group"], asked["unit"], asked["cursor"]
        )
        page = list_people(reading(), replace(wanted, limit=asked["limit"]))
        return {"people": page.people, "next_cursor": page.next}

    @blueprint.arguments(NewPersonSchema)
    @blueprint.response(HTTPStatus.CREATED, PersonSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="The username is taken")
    def post(self, body: dict[str, Any]) -> Response:
        """Add an account; nobody signs in before a password was chosen with a code"""
        pairs = tuple((one["group"], one["unit_id"]) for one in body.pop("memberships"))
        new = NewPerson(**body, memberships=pairs)
        return _done(lambda uow: create_person(uow, new), HTTPStatus.CREATED)


@blueprint.route("/<int:person_id>")
class OnePerson(MethodView):
    """One account."""

    @blueprint.response(200, PersonSchema)
    @blueprint.alt_response(404, description="No such person")
    def get(self, person_id: int) -> Response:
        """Show one account; its ETag is what If-Match asks for"""
        require_keeper()
        person = find_person(reading(), person_id) or abort(404)
        response = jsonify(PersonSchema().dump(person))
        response.set_etag(str(person.revision))
        return response

    @blueprint.arguments(PersonChangesSchema)
    @blueprint.response(200, PersonSchema)
    @blueprint.alt_response(HTTPStatus.PRECONDITION_FAILED, description="Changed meanwhile")
    def patch(self, body: dict[str, Any], person_id: int) -> Response:
        """Change what is known of a person"""
        require_keeper()
        known = find_person(reading(), person_id) or abort(404)
        details = PersonDetails(known.name, known.email, known.position, known.locale)
        return _done(
            lambda uow: change_person(uow, person_id, replace(details, **body), seen_revision())
        )


@blueprint.route("/<int:person_id>/duties")
class Duties(MethodView):
    """What closing an account would leave behind."""

    @blueprint.response(200, DutiesSchema)
    def get(self, person_id: int) -> dict[str, Any]:
        """List open tasks of a person, who may take each, and groups left without anybody"""
        require_keeper()
        return {
            "duties": [
                {
                    "task_id": one.task.id,
                    "name": one.task.name,
                    "instance_id": one.task.instance_id,
                    "is_personal": one.is_personal,
                    "may_return": bool(one.task.candidates),
                    "others": [other.id for other in one.others],
                }
                for one in duties_of(reading(), person_id)
            ],
            "left_empty": [
                {
                    "group": one.group,
                    "unit_id": one.unit.id if one.unit else None,
                    "tasks": one.tasks,
                }
                for one in groups_left_empty(reading(), person_id)
            ],
        }


@blueprint.route("/<int:person_id>/deactivate")
class Deactivation(MethodView):
    """Closing an account."""

    @blueprint.arguments(DeactivationSchema)
    @blueprint.response(200, PersonSchema)
    @blueprint.alt_response(HTTPStatus.CONFLICT, description="A task nobody was named for")
    def post(self, body: dict[str, Any], person_id: int) -> Response:
        """Close an account; every open task is handed on or goes back to its group"""
        hand_on = {one["task_id"]: one["person_id"] for one in body["tasks"]}
        return _done(lambda uow: deactivate_person(uow, person_id, hand_on, seen_revision()))


@blueprint.route("/<int:person_id>/reactivate")
class Reactivation(MethodView):
    """Opening a closed account."""

    @blueprint.response(200, PersonSchema)
    def post(self, person_id: int) -> Response:
        """Open a closed account again"""
        return _done(lambda uow: reactivate_person(uow, person_id, seen_revision()))


@blueprint.route("/<int:person_id>/password-reset")
class Resets(MethodView):
    """A code for a new password."""

    @blueprint.response(HTTPStatus.CREATED, CodeSchema)
    def post(self, person_id: int) -> dict[str, Any]:
        """Make a code that works once, for a day; a repeated request makes another

        The answer is kept nowhere, so an Idempotency-Key is not looked at.
        """
        with commanding(actor()) as uow:
            code, expires_at = offer_reset(uow, person_id)
        address = url_for("passwords.reset_page", code=code, _external=True)
        return {"code": code, "address": address, "expires_at": expires_at}


@blueprint.route("/<int:person_id>/sessions")
class SessionsOfPerson(MethodView):
    """The sessions of a person."""

    @blueprint.response(200, EndedSchema)
    def delete(self, person_id: int) -> dict[str, int]:
        """End every session of a person"""
        require_keeper()
        with commanding(actor()) as uow:
            return {"ended": end_sessions(uow, person_id)}


def _done(act: Callable[[UnitOfWork], Person], status: HTTPStatus = HTTPStatus.OK) -> Response:
    def outcome() -> Outcome:
        person = act(uow)
        uow.flush()
        uow.session.refresh(person, ["memberships"])
        return PersonSchema().dump(person), status.value

    with commanding(actor()) as uow:
        return answer_once(uow, outcome)
