"""What people can have mails about, as the page of their choice says it."""

from service.edge.language import say_later as _
from service.models import Topic

#: Its name, and when it comes.
TOPICS: dict[Topic, tuple[object, object]] = {
    Topic.ASSIGNED: (
        _("New tasks"),
        _("when a task begins to wait for me or my groups"),
    ),
    Topic.MENTIONED: (
        _("Mentions"),
        _("when a colleague names me in what is said about a case"),
    ),
    Topic.DUE_IN_5: (_("Five working days before"), _("if it is not done yet")),
    Topic.DUE_IN_1: (_("One working day before"), _("if it is not done yet")),
    Topic.OVERDUE: (_("Overdue"), _("on the morning after the due date")),
    Topic.RESULT: (
        _("Results"),
        _("how a nomination of mine or my unit ended, decisions"),
    ),
    Topic.NEWS: (
        _("What happens in a campaign"),
        _("openings, returned dossiers, suspensions, council sessions"),
    ),
    Topic.DIGEST: (
        _("Digest"),
        _("each working morning, all that waits for me, if anything does"),
    ),
}
