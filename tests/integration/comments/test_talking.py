"""Saying something about a case, naming colleagues, taking it back."""

import json

import pytest
from sqlalchemy import select

from service.audit.verify import verify
from service.errors import Conflict, Invalid, NotAllowed, NotFound
from service.models import AuditEntry, Comment, Group, Mail, Notice, Topic, Withheld
from service.operations.comments import LONGEST
from service.operations.notices import choose_topics
from service.outbox.gathering import gather_mails
from service.unit_of_work import Actor

SAYS_TOO_MUCH = "x" * (LONGEST + 1)


def notices(units_of_work, person):
    with units_of_work.read() as session:
        wanted = select(Notice).where(Notice.person_id == person.id, Notice.kind == "mentioned")
        return session.scalars(wanted).all()


def test_a_comment_keeps_its_paragraphs_and_its_words_stay_out_of_the_chain(
    house, talk, units_of_work
):
    comment = talk.says(house.minh, house.case(), " Xem lại mục 2.\r\n\r\nThiếu <b>số</b>\x00. ")

    with units_of_work.read() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.event == "comment:written")
        ).one()
        assert session.get(Comment, comment.id).text == "Xem lại mục 2.\n\nThiếu <b>số</b>."
        assert "Thiếu" not in entry.body
        assert json.loads(entry.body)["detail"]["comment"] == comment.id
        assert verify(session).verified


def test_whoever_is_named_in_the_words_or_chosen_beside_them_is_told_once(
    house, talk, units_of_work
):
    talk.says(house.minh, house.case(), "Nhờ @nga, và @nga. Gửi a@clerk.vn, tôi là @minh", "clerk")

    assert [one.subject for one in notices(units_of_work, house.nga)] == [
        "Người minh nhắc đến ông/bà trong ý kiến trao đổi"
    ]
    assert len(notices(units_of_work, house.clerk)) == 1
    assert notices(units_of_work, house.minh) == []


def test_a_mention_goes_by_mail_unless_that_is_not_wanted(house, talk, units_of_work, clock):
    with units_of_work.open(Actor.person(house.clerk.id)) as uow:
        choose_topics(uow, [one for one in Topic if one is not Topic.MENTIONED])
    talk.says(house.minh, house.case(), "@nga @clerk xem giúp")

    clock.move_to("2025-12-04T08:15:00+07:00")
    gather_mails(units_of_work)

    with units_of_work.read() as session:
        assert session.scalars(select(Mail.person_id)).all() == [house.nga.id]
    assert notices(units_of_work, house.clerk)[0].withheld is Withheld.MUTED


@pytest.mark.parametrize("text", ["", " \n ", SAYS_TOO_MUCH])
def test_a_comment_says_something_and_not_too_much(house, talk, text):
    with pytest.raises(Invalid):
        talk.says(house.minh, house.case(), text)


def test_an_account_nobody_has_is_named_in_the_refusal(house, talk):
    with pytest.raises(Invalid, match="@ngaa") as refused:
        talk.says(house.minh, house.case(), "@ngaa xem giúp")

    assert refused.value.code == "comment.nobody_named"


def test_only_those_who_see_the_case_can_be_named(house, talk, given):
    given.person("xa", Group.UNIT_CLERK, unit=given.unit("LS"))

    with pytest.raises(Invalid, match="Người xa") as refused:
        talk.says(house.minh, house.case(), "xem giúp", "xa")

    assert refused.value.code == "comment.not_to_be_named"


def test_whoever_does_not_see_a_case_does_not_learn_that_it_is_talked_about(house, talk):
    comment = talk.says(house.minh, house.case(), "Thiếu số")

    with pytest.raises(NotFound):
        talk.says(house.lan, house.case(), "Tôi thì sao?")
    with pytest.raises(NotFound):
        talk.withdraws(house.lan, comment)


def test_a_nominee_neither_writes_nor_can_be_named(house, talk):
    case = house.case(nominee=house.director)

    with pytest.raises(NotAllowed) as refused:
        talk.says(house.director, case, "Xin ký sớm")
    assert refused.value.code == "comment.kept_out"
    with pytest.raises(Invalid):
        talk.says(house.minh, case, "@director ký sớm")


def test_whoever_is_tied_to_the_nominee_is_kept_out_too(house, talk, given):
    case = house.case(nominee=house.lan)
    given.interest(house.minh, nominee_id=house.lan.id)

    with pytest.raises(NotAllowed):
        talk.says(house.minh, case, "Rất xứng đáng")
    assert talk.says(house.nga, case, "Thiếu minh chứng")


def test_whoever_is_on_a_list_takes_no_part_in_what_is_said_of_it(house, talk, given):
    house.case(nominee=house.clerk)
    listed = given.instance(house.campaign, business_key="r2")

    with pytest.raises(NotFound):
        talk.says(house.clerk, listed, "Của tôi đâu?")
    house.case(nominee=house.nga)
    with pytest.raises(NotAllowed):
        talk.says(house.nga, listed, "Xếp tôi lên đầu")


def test_a_withdrawn_comment_loses_its_words_and_the_ledger_keeps_that_it_stood(
    house, talk, given, units_of_work
):
    comment = talk.says(house.minh, house.case(), "@nga sai rồi")

    talk.withdraws(house.minh, comment)

    with units_of_work.read() as session:
        kept = session.get(Comment, comment.id)
        assert (kept.text, kept.withdrawn_at is not None) == ("", True)
        assert verify(session).verified
    assert given.recorded()[-1] == "comment:withdrawn"
    assert notices(units_of_work, house.nga)[0].withheld is Withheld.UNDONE
    with pytest.raises(Conflict):
        talk.withdraws(house.minh, comment)


def test_nobody_withdraws_what_somebody_else_said(house, talk):
    comment = talk.says(house.minh, house.case(), "Thiếu số")

    with pytest.raises(NotAllowed):
        talk.withdraws(house.nga, comment)


def test_a_comment_belongs_to_a_task_of_its_own_case_only(house, talk, given):
    case, other = house.case(), house.case()
    task = given.open_task(case)

    assert talk.says(house.minh, case, "Thiếu số", task=task).task_id == task.id
    with pytest.raises(NotFound):
        talk.says(house.minh, other, "Thiếu số", task=task)
