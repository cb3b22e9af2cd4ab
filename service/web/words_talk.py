"""What the ledger's lines say of what people write to one another."""

from service.edge.language import say_later as _

TALK_EVENTS: dict[str, object] = {
    "comment:written": _("Wrote a comment"),
    "comment:withdrawn": _("Withdrew a comment"),
    "correction:asked": _("Asked to have something corrected"),
    "correction:answered": _("A request to correct was answered"),
}
