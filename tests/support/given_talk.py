"""What colleagues say about a case, through the operations they use."""

from service.operations.comments import withdraw_comment, write_comment
from service.unit_of_work import Actor


class Talk:
    def __init__(self, given):
        self._units_of_work = given.units_of_work

    def says(self, person, instance, text, *mentions, task=None):
        with self._units_of_work.open(Actor.person(person.id)) as uow:
            return write_comment(uow, instance.id, text, mentions, task.id if task else None)

    def withdraws(self, person, comment):
        with self._units_of_work.open(Actor.person(person.id)) as uow:
            return withdraw_comment(uow, comment.instance_id, comment.id)
