"""What the council writes: its minutes, the record of the count, and its ballot paper."""

import re
from collections.abc import Sequence

from sqlalchemy import func, select

from service.actions.minutes import method_words
from service.calendar import LOCAL_ZONE
from service.documents.contents.registry import content
from service.documents.contents.rows import row_of, share
from service.documents.contents.scene import Scene
from service.documents.fields import Fields
from service.forms.words import AWARD_NAMES, VERDICT_NAMES
from service.models import Ballot, CouncilSession, DocumentKind, Group, Nomination, Tally
from service.queries.councils import nominations_before
from service.queries.nominations import council_session_of, tallies_of_session

_HEADING = re.compile(r"[IVX]+\. |KẾT LUẬN")


@content("council_session", DocumentKind.COUNCIL_MINUTES)
def council_minutes(scene: Scene) -> Fields | None:
    """Print the minutes of a session as they were recorded when it concluded."""
    council = council_session_of(scene.session, scene.instance)
    if council is None or council.minutes is None:
        return None
    _title, *lines = council.minutes.splitlines()
    return _of_session(scene, council) | {
        "minutes": [
            {"text": line, "is_heading": _HEADING.match(line) is not None} for line in lines if line
        ]
    }


@content("council_session", DocumentKind.COUNT_RECORD)
def count_record(scene: Scene) -> Fields | None:
    """Record how many ballots were given out and returned, and what they said."""
    council = council_session_of(scene.session, scene.instance)
    tallies = tallies_of_session(scene.session, council.id) if council else ()
    if council is None or not tallies:
        return None
    voters = select(func.count(func.distinct(Ballot.person_id)))
    return _of_session(scene, council) | {
        "method": method_words(council),
        "issued": len(council.attendances),
        "returned": scene.session.scalar(voters.where(Ballot.session_id == council.id)) or 0,
        "counts": [_count(one) for one in tallies],
    }


def _count(tally: Tally) -> dict[str, object]:
    return {
        "name": tally.nomination.nominee,
        "award": AWARD_NAMES[tally.nomination.proposed_award],
        "yes": tally.yes,
        "no": tally.no,
        "recused": tally.recused,
        "share": share(tally.yes, tally.members - tally.recused),
        "needed": tally.needed,
        "verdict": VERDICT_NAMES[tally.verdict],
    }


@content("council_session", DocumentKind.BALLOT_PAPER)
def ballot_paper(scene: Scene) -> Fields | None:
    """Make the paper a member marks: the same for everybody, with nobody's name on it."""
    council = council_session_of(scene.session, scene.instance)
    nominees = _voted_on(scene, council) if council else ()
    if council is None or not nominees:
        return None
    return _of_session(scene, council) | {"nominees": [row_of(one) for one in nominees]}


def _voted_on(scene: Scene, council: CouncilSession) -> Sequence[Nomination]:
    counted = [one.nomination for one in tallies_of_session(scene.session, council.id)]
    return counted or nominations_before(scene.session, council)


def _of_session(scene: Scene, council: CouncilSession) -> dict[str, object]:
    when = council.convened_for.astimezone(LOCAL_ZONE) if council.convened_for else None
    return scene.of_council() | {
        "number_line": "",
        "date_line": scene.date_line(when.date() if when else None),
        "session": council.number,
        "held_on": f"{when:%H giờ %M ngày %d/%m/%Y}" if when else "",
        "place_of_session": council.place,
        "chair": scene.first(Group.COUNCIL_CHAIR),
        "secretary": scene.first(Group.COUNCIL_SECRETARY),
    }
