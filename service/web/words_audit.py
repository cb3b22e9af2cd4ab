"""What is said of looking into cases: how they departed from their diagrams, who took lists."""

from service.edge.language import say_later as _
from service.queries.case_search_asked import Deviation

AUDIT_EVENTS: dict[str, object] = {
    "cases:exported": _("A list of cases was taken away"),
    "pack:taken": _("An inspection pack was taken away"),
    "definition:deployed": _("A diagram, table or form was deployed"),
    "calendar:published": _("A working calendar was published"),
}

DEVIATIONS: dict[str, object] = {
    Deviation.WENT_BACK: _("taken back to an earlier step"),
    Deviation.FORCED: _("a step was skipped by hand"),
    Deviation.DATA_CHANGED: _("data changed by hand"),
    Deviation.MIGRATED: _("moved to another version"),
    Deviation.SUSPENDED: _("suspended for a time"),
    Deviation.REASSIGNED: _("a task was handed on"),
    Deviation.STOPPED: _("stopped by an administrator"),
}
