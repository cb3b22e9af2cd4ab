"""What an auditor takes away of a case, who may, and what the ledger keeps of it."""

import importlib.util
import json
from itertools import count

import pytest
from sqlalchemy import select

from service.audit.events import Event
from service.audit.keys import SigningKey
from service.audit.outside import VERIFIER
from service.documents import Office
from service.errors import Conflict, NotAllowed, NotFound
from service.models import DocumentKind, Group, Person, ProcessInstance
from service.operations.case_exports import note_cases_exported
from service.operations.checkpoints import make_checkpoint
from service.operations.documents import make_document
from service.operations.packs import Packer
from service.queries.pack_scopes import scope_of_campaign, scope_of_case
from service.unit_of_work import Actor
from tests.support.given_cases import House
from tests.support.given_decisions import Decisions
from tests.support.given_searches import Searched
from tests.support.given_seasons import Season
from tests.support.inspecting import files_in
from tests.support.tampering import tamper


@pytest.fixture(scope="module")
def verifier():
    spec = importlib.util.spec_from_file_location("verifier_of_one_pack", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def key(tmp_path):
    return SigningKey.of(tmp_path / "ledger-key.pem")


@pytest.fixture
def takes(units_of_work, engine, key):
    """Have somebody take a pack of a case, or of a campaign by its code."""
    packer = Packer(units_of_work, engine, key, lambda contents: contents.scope.campaign.name)

    def takes(person, what):
        find = scope_of_campaign if isinstance(what, str) else scope_of_case
        wanted = what if isinstance(what, str) else what.id
        return packer.take(Actor.person(person.id), lambda session: find(session, wanted))

    return takes


@pytest.fixture
def judge(verifier, key):
    """What the verifier says in English, of what is wrong or that nothing is."""

    def judge(content):
        try:
            return verifier.verify(content, key.fingerprint, [])[1]
        except (verifier.Broken, verifier.Unknown) as found:
            return found.args[1]

    return judge


@pytest.fixture
def auditor(given):
    return given.person("kiem", Group.AUDITOR)


@pytest.fixture
def taken_by_auditor(takes, auditor):
    return lambda what: takes(auditor, what)


@pytest.fixture
def house(given):
    return House(given)


@pytest.fixture
def papered(given, units_of_work, engine):
    """A nomination whose dossier is filed and whose report was kept."""
    season = Season(given, units_of_work, engine).open("VP")
    season.proposes()
    season.files()
    [case] = season.rows(ProcessInstance, process_key="nomination")
    [clerk] = season.rows(Person, username="clerk-VP")
    with units_of_work.open(Actor.person(clerk.id)) as uow:
        make_document(uow, Office("Tỉnh", "Sở", "…", "S"), case.id, DocumentKind.INDIVIDUAL_REPORT)
    return case


def read(pack, name):
    return json.loads(files_in(pack.content)[name])


def test_a_pack_holds_and_is_the_same_twice(house, auditor, takes, judge):
    case = house.case()

    first = takes(auditor, case)

    assert "none changed" in judge(first.content)
    assert takes(auditor, case) == first
    assert first.name == f"goi-kiem-tra-2025-ho-so-{case.id}.zip"


def test_what_happened_since_is_in_the_next_pack(given, house, auditor, takes, judge):
    case = house.case()
    before = takes(auditor, case)

    given.completes(house.clerk, given.open_task(case))

    after = takes(auditor, case)
    assert len(read(after, "timeline.json")) > len(read(before, "timeline.json"))
    assert "none changed" in judge(after.content)


def test_the_timeline_says_who_did_something_and_in_whose_stead(given, house, auditor, takes):
    case = house.case()
    given.delegates(house.clerk, given.open_task(case), house.lan)
    given.completes(house.lan, given.open_task(case))

    told = read(takes(auditor, case), "timeline.json")

    [done] = [one for one in told if one["event"] == "task:completed"]
    assert (done["who"], done["on_behalf_of"]) == (house.lan.name, house.clerk.name)


def test_who_takes_a_pack_and_of_what_bytes_stays_in_the_ledger(given, house, auditor, takes):
    case = house.case()

    takes(auditor, case)

    assert given.recorded()[-1] == "pack:taken"


def test_the_next_pack_says_who_took_the_former_and_who_took_lists(
    given, house, auditor, takes, units_of_work
):
    case = house.case()
    takes(auditor, case)
    with units_of_work.open(Actor.person(auditor.id)) as uow:
        note_cases_exported(uow, {"q": "ai do"}, 12)
    given.completes(house.clerk, given.open_task(case))

    pack = takes(auditor, case)

    said = [(one["event"], one["who"]) for one in read(pack, "access.json")]
    assert said == [("pack:taken", "Người kiem"), ("cases:exported", "Người kiem")]
    assert b"ai do" not in files_in(pack.content)["ledger.jsonl"]


@pytest.mark.parametrize(
    "group", [Group.STANDING_BODY, Group.PROCESS_OWNER, Group.ADMINISTRATOR, Group.DIRECTOR]
)
def test_nobody_but_an_auditor_takes_a_pack(given, house, takes, group):
    case = house.case()
    other = given.person("khac", group)
    before = given.recorded()

    with pytest.raises(NotAllowed) as refused:
        takes(other, case)

    assert refused.value.code == "pack.not_allowed"
    assert given.recorded() == before


def test_an_auditor_does_not_inspect_what_holds_their_own_nomination(house, auditor, takes):
    house.case(nominee=auditor)

    for what in (house.case(nominee=auditor), house.campaign.code):
        with pytest.raises(NotAllowed) as refused:
            takes(auditor, what)
        assert refused.value.code == "pack.own_nomination"


def test_a_campaign_nobody_knows_is_said_not_to_be_there(house, auditor, takes):
    with pytest.raises(NotFound):
        takes(auditor, "1999")


def test_a_unit_is_taken_with_the_nominations_it_began(papered, auditor, takes, units_of_work):
    with units_of_work.read() as session:
        is_review = ProcessInstance.process_key == "unit_review"
        review = session.scalars(select(ProcessInstance).where(is_review)).one()

    pack = takes(auditor, review)

    cases = {name for name in files_in(pack.content) if name.startswith("cases/")}
    assert cases == {f"cases/{review.id}.json", f"cases/{papered.id}.json"}


def test_a_moved_case_is_taken_with_both_versions_of_its_diagram(given, takes, judge):
    searched = Searched(given)
    searched.moves(searched.first)

    pack = takes(searched.auditor, searched.first)

    drawn = {name for name in files_in(pack.content) if name.startswith("definitions/")}
    assert drawn == {"definitions/checking-v1.bpmn", "definitions/checking-v2.bpmn"}
    assert "none changed" in judge(pack.content)


def test_cases_that_never_stand_still_are_to_be_taken_later(
    house, auditor, units_of_work, engine, key
):
    case, looks = house.case(), count()

    def find(session):
        if next(looks) % 2:
            with units_of_work.open(Actor.system()) as uow:
                uow.record(Event.TASK_REMINDED, instance_id=case.id)
        return scope_of_case(session, case.id)

    with pytest.raises(Conflict) as refused:
        Packer(units_of_work, engine, key, str).take(Actor.person(auditor.id), find)

    assert refused.value.code == "pack.moving"


def test_the_papers_kept_of_a_case_go_with_it(papered, auditor, takes, judge):
    pack = takes(auditor, papered)

    named = {name for name in files_in(pack.content) if name.startswith("documents/")}
    report = f"documents/{papered.id}/individual_report-1"
    assert named == {f"{report}.docx", f"{report}.pdf"}
    assert "none changed" in judge(pack.content)


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("UPDATE document SET docx = pdf", "individual_report-1.docx differs from the ledger."),
        ("DELETE FROM document", "individual_report-1.docx differs from the ledger."),
        ("UPDATE definition SET content = content || ' '", "form differs from the ledger."),
        ("UPDATE audit_entry SET body = replace(body, 'dossier', 'dosier')", "was changed."),
    ],
)
def test_what_was_changed_in_the_database_before_packing_is_found(
    database, papered, taken_by_auditor, judge, attack, said
):
    taken_by_auditor(papered)

    tamper(database, attack)

    assert judge(taken_by_auditor(papered).content).endswith(said)


def test_a_checkpoint_of_another_day_fits_a_pack(
    verifier, key, units_of_work, house, auditor, takes
):
    case = house.case()
    with units_of_work.open(Actor.system()) as uow:
        kept = make_checkpoint(uow, key)
    house.case()

    pack = takes(auditor, case)

    assert (
        "1 outside checkpoints fit"
        in verifier.verify(pack.content, key.fingerprint, [kept.text])[1]
    )


@pytest.fixture(params=["secret_ballot", "show_of_hands"])
def council(request, given, units_of_work, engine):
    """A session that has voted on one nominee."""
    decisions = Decisions(given, units_of_work, engine)
    decisions.open_campaign()
    decisions.nomination(1)
    session = decisions.council_meets(method=request.param)
    for person, choice in zip(decisions.council, ("yes", "no", "yes"), strict=True):
        decisions.votes(session, person, N001=choice)
    return session


def test_a_council_is_taken_with_its_counts_and_nobodys_vote(council, auditor, takes):
    pack = takes(auditor, council)

    [tally] = read(pack, "tallies.json")
    assert (tally["yes"], tally["no"], tally["nomination"]) == (2, 1, "N001")
    told = {
        name: one
        for name, one in files_in(pack.content).items()
        if name != "verify.py" and not name.startswith("definitions/")
    }
    assert [name for name, one in told.items() if b'"choice"' in one or b'"cast"' in one] == []
