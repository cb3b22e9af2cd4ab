"""Importing, looking at, taking back and deploying diagrams through the API."""

import pytest
from sqlalchemy import func, select

from service.models import Definition, DefinitionDraft, Group
from tests.support.given_drafts import drawing

DRAFT = "/definitions/drafts/letter"
CHOICE = {"process": "letter", "group": "registry"}


@pytest.fixture
def owner(given, caller):
    """A program of the process owner."""
    return caller(given.person("minh", Group.PROCESS_OWNER))


@pytest.fixture
def colleague(given, caller):
    """A program of another process owner, who deploys what the first one sent."""
    return caller(given.person("hoa", Group.PROCESS_OWNER))


@pytest.fixture
def count(units_of_work):
    def of(table):
        with units_of_work.read() as session:
            return session.scalar(select(func.count()).select_from(table))

    return of


def test_a_diagram_is_sent_kept_and_taken_back_byte_for_byte(owner):
    sent = owner.sends_file(DRAFT, drawing())

    assert sent.status_code == 201
    assert sent.headers["ETag"] == '"1"'
    back = owner.get(f"{DRAFT}/content")
    assert back.data == drawing()
    assert (
        owner.get(f"{DRAFT}/content", **{"If-None-Match": back.headers["ETag"]}).status_code == 304
    )
    (listed,) = owner.get("/definitions/drafts").json
    assert (listed["key"], listed["revision"], listed["tool"], listed["version"]) == (
        "letter",
        1,
        "Pencil",
        None,
    )


def test_a_report_lists_what_a_choice_would_come_to(owner):
    owner.sends_file(DRAFT, drawing())

    plain = owner.get(DRAFT, **{"Accept-Language": "en"}).json
    chosen = owner.get(f"{DRAFT}?process=letter&group=registry").json

    assert [one["rule"] for one in plain["problems"]] == ["not-executable"]
    assert not plain["deployable"]
    assert chosen["deployable"]
    assert {"element": "write", "line": 6, "from": "task", "to": "userTask"} in chosen[
        "translations"
    ]


def test_what_was_seen_is_deployed_once(owner, colleague, count):
    owner.sends_file(DRAFT, drawing())

    first = colleague.post(f"{DRAFT}/deploy", CHOICE, If_Match='"1"', Idempotency_Key="k")
    again = colleague.post(f"{DRAFT}/deploy", CHOICE, If_Match='"1"', Idempotency_Key="k")
    other = colleague.post(f"{DRAFT}/deploy", CHOICE, If_Match='"1"')

    assert (first.status_code, first.json["version"]) == (200, 1)
    assert again.json == first.json
    assert (other.status_code, other.json["code"]) == (409, "definition.already_deployed")
    assert count(Definition) == 1


def test_what_is_worth_knowing_about_a_new_version_is_answered(owner, colleague):
    owner.sends_file(DRAFT, drawing())

    made = colleague.post(
        f"{DRAFT}/deploy", CHOICE, If_Match='"1"', **{"Accept-Language": "en"}
    ).json

    [empty] = (one for one in made["warnings"] if one["rule"] == "empty-group")
    assert (empty["severity"], empty["element"], empty["line"]) == ("warning", "write", 6)
    assert "which nobody is in" in empty["message"]


def test_the_same_file_sent_twice_with_one_key_is_kept_once(owner, count):
    owner.sends_file(DRAFT, drawing(), Idempotency_Key="k")
    again = owner.sends_file(DRAFT, drawing(), Idempotency_Key="k")

    assert again.headers["Idempotent-Replayed"] == "true"
    assert count(DefinitionDraft) == 1


def test_nobody_deploys_what_they_did_not_see(owner, colleague, count):
    owner.sends_file(DRAFT, drawing())
    owner.sends_file(DRAFT, drawing("true"), If_Match='"1"')

    assert colleague.post(f"{DRAFT}/deploy", CHOICE).status_code == 428
    late = colleague.post(f"{DRAFT}/deploy", CHOICE, If_Match='"1"')
    assert (late.status_code, late.json["code"]) == (412, "definition.draft_changed")
    assert owner.sends_file(DRAFT, drawing(), If_Match='"1"').status_code == 412
    assert (count(DefinitionDraft), count(Definition)) == (2, 0)


def test_a_broken_rule_is_told_with_its_place_and_its_remedy(owner, colleague, count):
    owner.sends_file(DRAFT, drawing())

    answer = colleague.post(
        f"{DRAFT}/deploy", {"process": "letter"}, If_Match='"1"', Accept_Language="en"
    )

    assert answer.status_code == 422
    (problem,) = answer.json["problems"]
    assert (problem["rule"], problem["element"], problem["line"]) == ("no-candidate", "write", 6)
    assert problem["message"].startswith("Nobody may do “Schreiben” (write)")
    assert count(Definition) == 0


@pytest.mark.parametrize(
    ("path", "content", "status", "told"),
    [
        (DRAFT, b"no xml", 422, "xml-syntax"),
        (DRAFT, b"", 422, "xml-syntax"),
        (DRAFT, b"<!DOCTYPE a><a/>", 422, "xml-doctype"),
        (DRAFT, b"<svg/>", 422, "not-bpmn"),
        (DRAFT, b"x" * 1_000_001, 422, "xml-size"),
        (DRAFT, b"x" * ((2 << 20) + 1), 413, "http.413"),
        ("/definitions/drafts/th%C6%B0", drawing(), 422, "definition.key_unusable"),
        ("/definitions/drafts/1st", drawing(), 422, "definition.key_unusable"),
    ],
    ids=["no XML", "empty", "DOCTYPE", "picture", "large", "huge", "accents", "digit"],
)
def test_what_cannot_be_kept_gets_a_sentence_and_changes_nothing(
    owner, count, path, content, status, told
):
    answer = owner.sends_file(path, content)

    assert answer.status_code == status
    assert told in str(answer.json)
    assert answer.json["detail"]
    assert count(DefinitionDraft) == 0


def test_only_process_owners_may(given, owner, caller, count):
    owner.sends_file(DRAFT, drawing())
    stranger = caller(given.person("lan", Group.STANDING_BODY))

    answers = [
        stranger.get("/definitions/drafts"),
        stranger.get(DRAFT),
        stranger.get(f"{DRAFT}/content"),
        stranger.sends_file(DRAFT, drawing()),
        stranger.post(f"{DRAFT}/deploy", CHOICE, If_Match='"1"'),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert {answer.json["code"] for answer in answers} == {"definition.not_allowed"}
    assert caller().get(DRAFT).status_code == 401
    assert (count(DefinitionDraft), count(Definition)) == (1, 0)


def test_an_unknown_draft_is_not_found(owner, colleague):
    assert owner.get(DRAFT).status_code == 404
    assert owner.get(f"{DRAFT}/content").status_code == 404
    missing = colleague.post(f"{DRAFT}/deploy", CHOICE, If_Match='"1"')
    assert (missing.status_code, missing.json["code"]) == (404, "definition.no_draft")


def test_an_unknown_field_of_a_choice_is_refused_by_name(owner, colleague):
    owner.sends_file(DRAFT, drawing())

    answer = colleague.post(f"{DRAFT}/deploy", CHOICE | {"colour": "red"}, If_Match='"1"')

    assert answer.status_code == 422
    assert "colour" in answer.json["errors"]


def test_nobody_deploys_what_they_sent(owner, count):
    owner.sends_file(DRAFT, drawing())

    answer = owner.post(f"{DRAFT}/deploy", CHOICE, If_Match='"1"')

    assert (answer.status_code, answer.json["code"]) == (403, "definition.own_draft")
    assert count(Definition) == 0


def test_a_diagram_is_judged_without_being_kept(owner, count):
    found = owner.sends_file(f"{DRAFT}/problems", drawing())

    assert found.status_code == 200
    assert [one["rule"] for one in found.json] == ["not-executable"]
    assert owner.sends_file(f"{DRAFT}/problems", b"no diagram").json[0]["severity"] == "error"
    assert count(DefinitionDraft) == 0
