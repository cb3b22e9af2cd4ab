"""What the signatures of a filed copy were found to be, in sentences."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from service.edge.language import moment
from service.edge.language import say as _
from service.models import SignedCopy

#: What was found, and the colour it is shown in.
Finding = tuple[str, str]


def findings_of(copy: SignedCopy) -> Iterator[Finding]:
    """Say in sentences what a signed copy was found to be when it was filed."""
    if not copy.signatures:
        yield _("The file bears no digital signature."), "grey"
    for one in copy.signatures:
        yield _finding(one)
    if copy.signatures and not copy.signatures[-1]["covers_all"]:
        yield _("Something was added to the file after the last signature."), "orange"
    if not copy.is_same_paper:
        yield _("The file is not this edition with signatures added: compare the two."), "orange"


def _finding(signature: dict[str, Any]) -> Finding:
    at = signature["signed_at"]
    said = {
        "who": signature["signer"] or _("somebody without a name"),
        "when": moment(datetime.fromisoformat(at)) if at else "—",
    }
    if not signature["is_intact"]:
        return _("Changed after %(who)s signed it on %(when)s.", **said), "red"
    if not signature["is_trusted"]:
        sentence = _(
            "Signed by %(who)s on %(when)s and not changed since; who that is, nobody known"
            " here vouches for.",
            **said,
        )
        return sentence, "orange"
    return _("Signed by %(who)s on %(when)s and not changed since.", **said), "green"
