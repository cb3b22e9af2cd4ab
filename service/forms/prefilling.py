"""What a participant starts from: the answers given before to the same questions."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.forms.model import FieldKind, Form
from service.models import TaskStatus, UserTask


def earlier_answers(session: Session, form: Form, instance_id: int) -> dict[str, Any]:
    """Look up what was last answered in this instance to the questions of a form.

    Lists are left out, because their rows may be others by now.
    """
    tasks = session.scalars(
        select(UserTask)
        .where(
            UserTask.instance_id == instance_id,
            UserTask.element_id.in_(form.prefilled_from),
            UserTask.status == TaskStatus.COMPLETED,
        )
        .order_by(UserTask.closed_at, UserTask.id)
    )
    asked = {one.key for one in form.questions() if one.kind is not FieldKind.ROWS}
    answers: dict[str, Any] = {}
    for task in tasks:
        given = (task.answers or {}).items()
        answers |= {key: value for key, value in given if key in asked and value is not None}
    return answers
