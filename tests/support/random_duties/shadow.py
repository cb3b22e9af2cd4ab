"""The duties said a second time, in the plainest way: nothing here asks the service."""

from dataclasses import dataclass, field
from datetime import date

DECIDES_NOT = {"unit_clerk"}
APPROVES = {"unit_head", "director"}
SIGNS_LISTS = APPROVES | {"council_chair"}


@dataclass
class ShadowNomination:
    id: int
    unit: int
    nominee: int | None
    proposer: int | None


@dataclass
class ShadowTask:
    """An open task as it stands; ``delegated`` tells a delegate from a substitute."""

    id: int
    instance: int
    process: str
    element: str
    group: str
    unit: int | None
    unit_of_case: int | None
    nomination: ShadowNomination | None
    assignee: int | None
    acting_for: int | None
    delegated: bool


@dataclass
class Done:
    instance: int
    process: str
    unit: int | None
    element: str
    hands: set[int]
    by: int


@dataclass
class Shadow:
    groups: dict[int, set[tuple[str, int | None]]]
    absences: list[tuple[int, date, date, int | None]] = field(default_factory=list)
    delegations: list[tuple[int, int, str | None, str | None, date]] = field(default_factory=list)
    #: Who, relative or other, about which nomination, about which nominee.
    interests: list[tuple[int, str, int | None, int | None]] = field(default_factory=list)
    nominations: list[ShadowNomination] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)

    def able(self, task: ShadowTask, day: date) -> set[int]:
        """Who is there and may complete a task."""
        away = {who for who, first, last, _ in self.absences if first <= day <= last}
        there = self.groups.keys() - away - self.closed
        return {one for one in there if self.stead(one, task, day) is not False}

    def stead(self, person: int, task: ShadowTask, day: date) -> int | bool | None:
        """In whose stead somebody may do a task; None in their own; False not at all."""
        barred = self.barred(task)
        if person in barred:
            return False
        ways = [way for way in self._ways(person, task, day) if way not in barred]
        return ways[0] if ways else False

    def barred(self, task: ShadowTask) -> set[int]:
        """Everybody who must not do a task, nor have it done in their stead."""
        barred: set[int] = set()
        if task.group not in DECIDES_NOT:
            for one in self._decided_on(task):
                barred |= self._tied_to(one)
            if task.nomination is not None:
                barred |= self._had_a_hand_before(task.nomination)
        if task.group in APPROVES:
            for done in self.done:
                if done.instance == task.instance and done.element != task.element:
                    barred |= done.hands
        return barred

    def _decided_on(self, task: ShadowTask) -> list[ShadowNomination]:
        if task.nomination is not None:
            return [task.nomination]
        if task.group not in SIGNS_LISTS:
            return []
        if task.process == "unit_review":
            return [one for one in self.nominations if one.unit == task.unit]
        return self.nominations if task.process == "department_award" else []

    def _tied_to(self, nomination: ShadowNomination) -> set[int]:
        tied = {nomination.nominee} - {None}
        for who, kind, about, nominee in self.interests:
            if about == nomination.id or (nominee is not None and nominee == nomination.nominee):
                tied.add(who)
            if kind == "relative" and nominee is not None and who == nomination.nominee:
                tied.add(nominee)
        return tied

    def _had_a_hand_before(self, nomination: ShadowNomination) -> set[int]:
        hands = {nomination.proposer} - {None}
        for done in self.done:
            if done.process != "unit_review" or done.unit != nomination.unit:
                continue
            if done.element == "endorse" or done.by == nomination.proposer:
                hands |= done.hands
        return hands

    def _ways(self, person: int, task: ShadowTask, day: date) -> list[int | None]:
        principals = sorted(one for one in self.groups if self._reaches(person, one, task, day))
        ways: list[int | None] = []
        if task.assignee == person:
            holds = task.acting_for is None or task.delegated
            if holds or self._stands_in(person, task.acting_for, task, day):
                ways.append(task.acting_for)
        elif task.assignee is None and self._in_group(person, task):
            ways.append(None)
        return ways + list(principals)

    def _reaches(self, person: int, principal: int, task: ShadowTask, day: date) -> bool:
        if principal in self.closed or not self._stands_in(person, principal, task, day):
            return False
        if task.assignee is None:
            return self._in_group(principal, task) and self._covers(person, principal, task, day)
        if task.assignee != principal or task.acting_for is not None:
            return False
        if self._in_group(principal, task) and self._covers(person, principal, task, day):
            return True
        return self._is_whole(person, principal, task, day)

    def _stands_in(self, person: int, principal: int, task: ShadowTask, day: date) -> bool:
        return principal not in self.closed and bool(
            self._absences(person, principal, day)
            or self._delegations(person, principal, task, day)
        )

    def _covers(self, person: int, principal: int, task: ShadowTask, day: date) -> bool:
        return bool(self._absences(person, principal, day)) or any(
            group in (None, task.group)
            for _, _, _, group, _ in self._delegations(person, principal, task, day)
        )

    def _is_whole(self, person: int, principal: int, task: ShadowTask, day: date) -> bool:
        return bool(self._absences(person, principal, day)) or any(
            group is None for _, _, _, group, _ in self._delegations(person, principal, task, day)
        )

    def _absences(self, person: int, principal: int, day: date) -> list[object]:
        if not self.groups[principal]:
            return []
        return [
            one
            for one in self.absences
            if one[0] == principal and one[3] == person and one[1] <= day <= one[2]
        ]

    def _delegations(
        self, person: int, principal: int, task: ShadowTask, day: date
    ) -> list[tuple[int, int, str | None, str | None, date]]:
        if not self.groups[principal]:
            return []
        return [
            one
            for one in self.delegations
            if one[0] == principal
            and one[1] == person
            and one[2] in (None, task.process)
            and one[4] <= day
        ]

    def _in_group(self, person: int, task: ShadowTask) -> bool:
        return any(
            group == task.group and task.unit in (None, unit) for group, unit in self.groups[person]
        )
