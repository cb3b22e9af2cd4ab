"""What colleagues say about a case, for programs."""

import pytest

from tests.support.given_cases import House


@pytest.fixture
def house(given):
    return House(given)


def test_a_comment_is_sent_once_and_withdrawn(house, caller):
    case = house.case()
    minh, nga = caller(house.minh), caller(house.nga)
    body = {"text": "Xem giúp", "mentions": ["nga"]}

    first, again = (
        minh.post(f"/cases/{case.id}/comments", body, Idempotency_Key="k1") for _ in range(2)
    )
    refused = nga.post(f"/cases/{case.id}/comments/{first.json['id']}/withdraw")
    withdrawn = minh.post(f"/cases/{case.id}/comments/{first.json['id']}/withdraw")
    listed = nga.get(f"/cases/{case.id}/comments").json

    assert (first.status_code, first.json) == (201, again.json)
    assert first.json["author"]["username"] == "minh"
    assert [one["person"]["username"] for one in first.json["mentions"]] == ["nga"]
    assert (refused.status_code, refused.json["code"]) == (403, "comment.not_author")
    assert (withdrawn.json["text"], len(listed["comments"])) == ("", 1)
    assert nga.get("/about-me").json["comments"][0]["text"] is None


def test_pages_of_comments_follow_one_another(house, caller):
    case = house.case()
    minh = caller(house.minh)
    for number in range(3):
        minh.post(f"/cases/{case.id}/comments", {"text": f"Ý kiến {number}"})

    first = minh.get(f"/cases/{case.id}/comments?limit=2").json
    second = minh.get(f"/cases/{case.id}/comments?limit=2&cursor={first['next_cursor']}").json

    texts = [one["text"] for page in (first, second) for one in page["comments"]]
    assert texts == ["Ý kiến 2", "Ý kiến 1", "Ý kiến 0"]
    assert second["next_cursor"] is None


def test_a_nominee_reads_nothing_and_the_history_is_silent(house, caller):
    case = house.case(nominee=house.lan)
    caller(house.minh).post(f"/cases/{case.id}/comments", {"text": "x", "mentions": ["nga"]})
    lan = caller(house.lan)

    history = {one["event"] for one in lan.get(f"/cases/{case.id}").json["history"]}
    refused = lan.post(f"/cases/{case.id}/comments", {"text": "x"})

    assert lan.get(f"/cases/{case.id}/comments").status_code == 404
    assert (refused.status_code, refused.json["code"]) == (403, "comment.kept_out")
    assert not {"comment:written", "notice:queued"} & history


def test_too_many_names_and_unknown_ones_are_refused(house, caller):
    case = house.case()
    minh = caller(house.minh)

    crowd = minh.post(
        f"/cases/{case.id}/comments", {"text": " ".join(f"@a{one}b" for one in range(11))}
    )
    nobody = minh.post(f"/cases/{case.id}/comments", {"text": "x", "mentions": ["khong-co"]})

    assert (crowd.status_code, crowd.json["code"]) == (422, "comment.too_many_named")
    assert (nobody.status_code, nobody.json["code"]) == (422, "comment.nobody_named")
