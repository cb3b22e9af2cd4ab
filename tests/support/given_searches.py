"""A house whose cases went different ways, and somebody to look for them."""

from service.models import Group
from service.operations.interventions import cancel_instance, suspend_instance, take_back
from service.operations.migrations import Mover, find_move
from service.operations.reassigning import reassign_task
from service.unit_of_work import Actor
from tests.support.given_cases import CHECKING, House
from tests.support.given_processes import process


class Searched(House):
    """Two cases of one unit, about Đặng and about Bình; neither stands out by itself."""

    def __init__(self, given):
        super().__init__(given)
        self.auditor = given.person("kiem", Group.AUDITOR)
        self.admin = given.person("quantri", Group.ADMINISTRATOR)
        dang = given.person("dang", name="Đặng Văn Mẫu")
        binh = given.person("binh", name="Bình Thị Mẫu")
        self.first = self.case(nominee=dang)
        self.second = self.case(nominee=binh)

    def does(self, person, act, *arguments):
        with self.given.units_of_work.open(Actor.person(person.id)) as uow:
            act(uow, *arguments)

    def suspends(self, case):
        self.does(self.admin, suspend_instance, case.id, "Kiểm tra lỗi")

    def stops(self, case):
        self.does(self.admin, cancel_instance, case.id, "Mở nhầm")

    def takes_back(self, case):
        """Have the first step done and taken back."""
        self.given.completes(self.clerk, self.given.open_task(case))
        self.does(self.admin, take_back, self.given.engine, case.id, "prepare", "Làm lại")

    def reassigns(self, case):
        """Have the first step done and the second given to somebody by name."""
        self.given.completes(self.clerk, self.given.open_task(case))
        task = self.given.open_task(case)
        self.does(self.admin, reassign_task, task.id, self.nga.id, "Nghỉ phép")

    def moves(self, case):
        """Deploy another version of the first cases' diagram and move one of them to it."""
        drawn = CHECKING.replace('name="check"', 'name="check again"')
        self.given.small_deployment([process("checking", drawn)])
        with self.given.units_of_work.open(Actor.system()) as uow:
            mover = Mover(self.given.engine, find_move(uow.session, "checking", 1, 2))
            mover.migrate(uow, case.id)
