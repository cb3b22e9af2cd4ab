"""The rules about people, nominations and cases: arithmetic on what the caller looked up."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from service.errors import NotAllowed
from service.models import UNIT_GROUPS, Group, Nomination, Person, ProcessInstance

_OFFICE = frozenset({Group.STANDING_BODY})
#: They begin campaigns and move their dates; the plan still needs the Director's approval.
PLANNING = frozenset({Group.STANDING_BODY, Group.ADMINISTRATOR})
#: They answer for what the diagrams say.
OWNING = frozenset({Group.PROCESS_OWNER, Group.ADMINISTRATOR})

#: They write the papers of the department.
_WRITING = frozenset(
    {
        Group.STANDING_BODY,
        Group.COUNCIL_SECRETARY,
        Group.COUNCIL_CHAIR,
        Group.DIRECTOR,
        Group.REGISTRY,
    }
)

#: They keep the service running; whoever owns the diagrams looks on, and confirms.
_RUNNING = frozenset({Group.ADMINISTRATOR})
_LOOKING_AFTER = frozenset({Group.ADMINISTRATOR, Group.PROCESS_OWNER})

#: They look into every case, whoever works on it.
_AUDITING = frozenset({Group.AUDITOR, Group.PROCESS_OWNER, Group.STANDING_BODY})

Memberships = frozenset[tuple[Group, int | None]]


@dataclass(frozen=True, slots=True)
class Stead:
    """Somebody whose tasks a worker may do in their stead: in which groups and which process.

    ``is_whole`` says that every group goes over; without ``process_key`` every process does.
    """

    person_id: int
    memberships: Memberships
    process_key: str | None = None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Worker:
    """Who wants to act, with the groups they act for and the units where a group has one.

    ``steads`` are those they stand in for. Nothing passes through two hands: what somebody may
    do as a substitute never reaches the substitute of that substitute.
    """

    person_id: int
    memberships: Memberships
    steads: tuple[Stead, ...] = ()

    @classmethod
    def of(cls, person: Person) -> "Worker":
        """Take a person with the memberships of this moment."""
        pairs = frozenset((one.group, one.unit_id) for one in person.memberships)
        return cls(person.id, pairs)

    def within(self, process_key: str) -> "Worker":
        """Take only those they stand in for whose tasks of this process go over."""
        if not self.steads:
            return self
        steads = (one for one in self.steads if one.process_key in (None, process_key))
        return replace(self, steads=tuple(steads))

    def belongs_to(self, groups: Collection[Group], unit_id: int | None = None) -> bool:
        """Tell whether one of these groups is theirs, in this unit where one is given."""
        return any(group in groups and unit_id in (None, unit) for group, unit in self.memberships)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Yes, or the code of the sentence that says why not.

    ``acting_for`` is in whose stead somebody may do it, where it is not in their own name.
    """

    refusal: str | None = None
    acting_for: int | None = None

    def __bool__(self) -> bool:
        return self.refusal is None

    def require(self) -> None:
        """Raise the refusal, if there is one."""
        if self.refusal is not None:
            raise NotAllowed(self.refusal)


YES = Ruling()


def may_withdraw(worker: Worker, nomination: Nomination) -> Ruling:
    """Tell whether a person may withdraw a nomination: the nominee, the unit, the office."""
    unit = worker.belongs_to({Group.UNIT_CLERK, Group.UNIT_HEAD}, nomination.unit_id)
    is_own = nomination.person_id == worker.person_id
    return YES if is_own or unit or worker.belongs_to(_OFFICE) else _NOT_THEIRS


def may_suspend(worker: Worker, nomination: Nomination) -> Ruling:
    """Tell whether a person may hold a nomination still or conclude that; never one's own."""
    if nomination.person_id == worker.person_id:
        return Ruling("task.own_nomination")
    return YES if worker.belongs_to(_OFFICE) else _NOT_THEIRS


def may_complain(worker: Worker, *, is_visible: bool) -> Ruling:
    """Tell whether a person may bring something forward: whoever may know of the nomination."""
    return YES if is_visible or worker.belongs_to(_OFFICE) else _NOT_THEIRS


def may_create_campaign(worker: Worker) -> Ruling:
    """Tell whether a person may begin a campaign."""
    return YES if worker.belongs_to(PLANNING) else Ruling("campaign.not_allowed")


def may_move_deadline(worker: Worker) -> Ruling:
    """Tell whether a person may move a deadline of a campaign."""
    return YES if worker.belongs_to(PLANNING) else Ruling("deadline.not_allowed")


def may_migrate(worker: Worker) -> Ruling:
    """Tell whether a person may move running instances to another version of their process."""
    return YES if worker.belongs_to(OWNING) else Ruling("migration.not_allowed")


def may_import(worker: Worker) -> Ruling:
    """Tell whether a person may draw diagrams and import them."""
    return YES if worker.belongs_to({Group.PROCESS_OWNER}) else Ruling("definition.not_allowed")


def may_deploy(worker: Worker, authors: Collection[int] = ()) -> Ruling:
    """Tell whether a person may deploy a draft these people drew: never one's own."""
    if worker.person_id in authors:
        return Ruling("definition.own_draft")
    return YES if worker.belongs_to(OWNING) else Ruling("definition.not_allowed")


def may_make_document(worker: Worker, instance: ProcessInstance) -> Ruling:
    """Tell whether a person may make papers of a case: those who work on cases like it."""
    is_of_unit = instance.unit_id is not None and worker.belongs_to(UNIT_GROUPS, instance.unit_id)
    is_theirs = is_of_unit or worker.belongs_to(_WRITING)
    return YES if is_theirs else Ruling("document.not_allowed")


def may_replace_template(worker: Worker) -> Ruling:
    """Tell whether a person may replace the template of a paper."""
    return YES if worker.belongs_to(PLANNING) else Ruling("template.not_allowed")


def may_administer(worker: Worker, nomination: Nomination | None = None) -> Ruling:
    """Tell whether a person may hold, end or mend a case; never that of their own nomination."""
    return _looks_after(worker, nomination, _RUNNING, "instance.not_allowed")


def may_second(
    worker: Worker, asked_by_id: int | None, nomination: Nomination | None = None
) -> Ruling:
    """Tell whether a person may confirm what an administrator asked for; never one's own asking."""
    if worker.person_id == asked_by_id:
        return Ruling("incident.same_person")
    return _looks_after(worker, nomination, _LOOKING_AFTER, "incident.not_allowed")


def may_arrange(worker: Worker, person_id: int, unit_ids: Collection[int] = ()) -> Ruling:
    """Tell whether somebody may say who is away and who stands in: oneself, the head, the office.

    ``unit_ids`` are the units of the person it is about.
    """
    is_head = any(worker.belongs_to({Group.UNIT_HEAD}, unit_id) for unit_id in unit_ids)
    is_theirs = worker.person_id == person_id or is_head or worker.belongs_to(_RUNNING)
    return YES if is_theirs else Ruling("absence.not_allowed")


def may_declare(worker: Worker, person_id: int) -> Ruling:
    """Tell whether somebody may record what keeps a person away from a case."""
    is_theirs = worker.person_id == person_id or worker.belongs_to(_OFFICE)
    return YES if is_theirs else Ruling("interest.not_allowed")


def may_search_cases(worker: Worker) -> Ruling:
    """Tell whether a person may search all cases and take the list away."""
    return YES if worker.belongs_to(_AUDITING) else Ruling("case.search_not_allowed")


def may_take_pack(worker: Worker, nominations: Iterable[Nomination]) -> Ruling:
    """Tell whether a person may take cases away to inspect them; never their own nomination."""
    if any(one.person_id == worker.person_id for one in nominations):
        return Ruling("pack.own_nomination")
    return YES if worker.belongs_to({Group.AUDITOR}) else Ruling("pack.not_allowed")


def may_see_incidents(worker: Worker) -> Ruling:
    """Tell whether a person may see what failed, with the data of then."""
    is_theirs = worker.belongs_to(_LOOKING_AFTER)
    return YES if is_theirs else Ruling("incident.not_allowed")


def _looks_after(
    worker: Worker, nomination: Nomination | None, groups: Collection[Group], refusal: str
) -> Ruling:
    if nomination is not None and nomination.person_id == worker.person_id:
        return Ruling("task.own_nomination")
    return YES if worker.belongs_to(groups) else Ruling(refusal)


_NOT_THEIRS = Ruling("nomination.not_allowed")
