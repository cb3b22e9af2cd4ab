"""What the pages about people away say: a title, what will happen, and a button for each."""

from collections.abc import Mapping
from enum import StrEnum

from service.edge.language import say_later as _
from service.models import InterestKind
from service.web.administering import Wording


class Arrangement(StrEnum):
    """One thing to record about people; its value is the last part of its address."""

    ABSENCE = "absences"
    DELEGATION = "delegations"
    INTEREST = "interests"


class HandingOn(StrEnum):
    """One way to change who has a task: to another person, or back to whoever sent it."""

    DELEGATE = "delegate"
    REASSIGN = "reassign"
    RECALL = "recall"


ARRANGEMENTS: Mapping[Arrangement, Wording] = {
    Arrangement.ABSENCE: Wording(
        title=_("Record an absence"),
        about=(
            _("On these days the tasks reach the substitute as well, marked with the name."),
            _("It ends by itself after the last day. Why somebody is away is not asked."),
            _("A substitute passes nothing on, and keeps away from what the absent one would."),
        ),
        button=_("Record the absence"),
        done=_("The absence is recorded."),
    ),
    Arrangement.DELEGATION: Wording(
        title=_("Make a standing delegation"),
        about=(
            _("The tasks reach both: whoever delegates keeps them too."),
            _("What is done is recorded as done by the one for the other."),
            _("A delegate passes nothing on, and keeps away from what the other one would."),
        ),
        button=_("Make the delegation"),
        done=_("The delegation is made."),
    ),
    Arrangement.INTEREST: Wording(
        title=_("Declare an interest"),
        about=(
            _("From now on this person takes no part in deciding the case, for nobody."),
            _("Relatives keep away from each other's cases. Which relation it is is not asked."),
            _("Only the person and the standing body see the declaration."),
        ),
        button=_("Declare it"),
        done=_("The declaration is recorded."),
    ),
}

HANDING_ON: Mapping[HandingOn, Wording] = {
    HandingOn.DELEGATE: Wording(
        title=_("Hand the task to another person"),
        about=(
            _("That person does it for you; both names stand in the history."),
            _("You can get it back until it is completed."),
        ),
        button=_("Hand the task over"),
        done=_("The task is handed over."),
    ),
    HandingOn.REASSIGN: Wording(
        title=_("Reassign the task"),
        about=(
            _("Whoever has the task now has it no more; drafts are kept."),
            _("The new person does it in their own name."),
        ),
        button=_("Reassign the task"),
        done=_("The task is reassigned."),
    ),
    HandingOn.RECALL: Wording(
        title=_("Recall what was sent"),
        about=(
            _("The task opens anew with the answers as they were sent, and can be changed."),
            _("Automatic steps that followed run again when it is sent again."),
            _("That works as long as nobody has touched the case since."),
        ),
        button=_("Recall"),
        done=_("Recalled. The task is open again."),
    ),
}

INTERESTS: Mapping[InterestKind, object] = {
    InterestKind.RELATIVE: _("a relative"),
    InterestKind.OTHER: _("another interest"),
}
