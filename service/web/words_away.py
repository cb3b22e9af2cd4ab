"""What the timeline says of people away, of tasks handed on, and of declared interests."""

from service.edge.language import say_later as _

AWAY_EVENTS: dict[str, object] = {
    "task:delegated": _("Handed the task to another person"),
    "task:taken_back": _("Took the task back"),
    "task:recalled": _("Recalled what had been sent"),
    "absence:announced": _("An absence was recorded"),
    "absence:ended": _("An absence was ended"),
    "delegation:made": _("A standing delegation was made"),
    "delegation:ended": _("A standing delegation was ended"),
    "interest:declared": _("An interest was declared"),
    "interest:ended": _("A declaration was taken back"),
}
