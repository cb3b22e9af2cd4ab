"""What the pages of administrators say: remedies of incidents, and interventions in cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.edge.language import say_later as _


@dataclass(frozen=True, slots=True)
class Wording:
    """What the page of a remedy or an intervention says."""

    title: object
    about: tuple[object, ...]
    button: object
    done: object


class Remedy(StrEnum):
    """One thing to do about an incident; its value is the last part of its address."""

    RETRY = "retry"
    DATA = "data"
    SKIP = "skip"
    CONFIRM = "confirm"


REMEDIES: Mapping[Remedy, Wording] = {
    Remedy.RETRY: Wording(
        _("Retry the step"),
        (
            _("The step is taken again at once, with the data as they are now."),
            _("If it fails again, nothing of it is kept and the incident stays open."),
        ),
        _("Retry now"),
        _("The step went through. The incident is resolved."),
    ),
    Remedy.DATA: Wording(
        _("Change the data"),
        (
            _("Only what the failed step is taken with changes; the step itself waits."),
            _("The ledger keeps who changed what, from which value to which, and why."),
        ),
        _("Change the data"),
        _("The data are changed. Retry the step to go on."),
    ),
    Remedy.SKIP: Wording(
        _("Ask to skip the step"),
        (
            _("The step counts as done with what you enter; it is not carried out."),
            _("Nothing happens until a second person confirms."),
        ),
        _("Ask for confirmation"),
        _("Asked. Another administrator or a process owner has to confirm it."),
    ),
    Remedy.CONFIRM: Wording(
        _("Confirm the skip"),
        (
            _("The step counts as done as asked, and the case goes on at once."),
            _("Both names stay in the ledger."),
        ),
        _("Confirm and go on"),
        _("The skip is confirmed."),
    ),
}


class Intervention(StrEnum):
    """One thing an administrator does to a case; its value is the last part of its address."""

    SUSPEND = "suspend"
    RESUME = "resume"
    BACK = "back"
    CANCEL = "cancel"


INTERVENTIONS: Mapping[Intervention, Wording] = {
    Intervention.SUSPEND: Wording(
        title=_("Suspend the case"),
        button=_("Suspend the case"),
        done=_("The case is suspended."),
        about=(
            _("Nobody can claim or complete a task of the case; drafts are kept."),
            _("Its timers and messages wait until the case goes on."),
            _(
                "This is a technical stop. It is not the legal suspension of a nomination under"
                " Article 4(4) of Decree 152/2025."
            ),
        ),
    ),
    Intervention.RESUME: Wording(
        title=_("Let the case go on"),
        button=_("Let the case go on"),
        done=_("The case goes on."),
        about=(
            _("Tasks can be claimed and completed again, and messages are delivered."),
            _("What fell due meanwhile is done in the order it fell due, marked late."),
        ),
    ),
    Intervention.BACK: Wording(
        title=_("Take the case back to an earlier step"),
        button=_("Take the case back"),
        done=_("The case is back at the earlier step."),
        about=(
            _("The open task and its deadlines are dropped; the earlier step opens anew."),
            _("Every step from there on is done again, automatic ones too."),
            _("What was done before stays in the case and in the ledger."),
        ),
    ),
    Intervention.CANCEL: Wording(
        title=_("Cancel the case"),
        button=_("Cancel the case for good"),
        done=_("The case is cancelled."),
        about=(
            _("The case ends where it stands. This cannot be undone."),
            _("What was done stays in the case and in the ledger."),
        ),
    ),
}
