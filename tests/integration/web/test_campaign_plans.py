"""The standing body opens the next campaign from the plan of a former one."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.audit.events import Event
from service.calendar import load_calendar
from service.models import Award, Campaign, Group, ProcessInstance, Quota, Subject
from service.unit_of_work import Actor

NEW = "/campaigns/new"
PLAN = (
    f"{NEW}/plan?after=2025&code=2026&name=Thi đua 2026"
    "&starts_on-day=1&starts_on-month=10&starts_on-year=2026"
)


@pytest.fixture
def office(given, visitor):
    """The browser of the standing body, in the year after a campaign."""
    given.small_stage()
    given.clock.move_to("2026-09-28T08:00:00+07:00")
    return visitor(given.person("tt", Group.STANDING_BODY))


def field(page, name):
    element = page.element(name)
    return "".join(element.itertext()) if element.tag == "textarea" else element.get("value")


def typed_in(page):
    """Everything the form of a page holds, as its browser would send it."""
    form = page.form(f"{NEW}/plan")
    boxes = {one.get("name"): one.get("value", "") for one in form.iter("input")}
    areas = {one.get("name"): "".join(one.itertext()) for one in form.iter("textarea")}
    return boxes | areas


def test_a_new_campaign_is_offered_after_the_newest_one(office):
    listed = office.opens("/campaigns")
    page = office.opens(NEW)

    assert NEW in listed.links()
    chosen = [one.get("value") for one in page.tree.iter("option") if one.get("selected") == ""]
    assert chosen == ["2025"]


def test_dates_keep_their_number_of_working_days_and_their_time(office, units_of_work):
    page = office.opens(PLAN)

    # 53 working days after 1 October, in 2025 as in 2026.
    day = [field(page, f"unit_deadline-{part}") for part in ("day", "month", "year")]
    assert day == ["15", "12", "2026"]
    assert field(page, "unit_deadline-time") == "17:00"
    assert "Đợt trước: 15/12/2025 17:00" in page.words
    closing = [int(field(page, f"closing-{part}")) for part in ("year", "month", "day")]
    with units_of_work.read() as session:
        assert load_calendar(session).is_working(date(*closing))


def test_a_campaign_opens_as_it_stands_on_the_page(office, units_of_work):
    page = office.opens(PLAN)
    typed = typed_in(page) | {
        "unit_deadline-day": "18",
        "unit_deadline-basis": "Kế hoạch số 12/KH-SNgV ngày 25/09/2026",
    }

    sent = office.sends(page, f"{NEW}/plan", **typed)

    assert sent.status == 302
    assert "Đã mở “Thi đua 2026”." in office.follows(sent).words
    with units_of_work.read() as session:
        campaign = session.scalars(select(Campaign).where(Campaign.code == "2026")).one()
        dates = {one.name: one for one in campaign.deadlines}
        assert dates["unit_deadline"].due_at == datetime(2026, 12, 18, 10, tzinfo=UTC)
        assert not dates["unit_deadline"].is_assumption
        assert dates["closing"].is_assumption
        assert (campaign.starts_on, campaign.legal_regime) == (date(2026, 10, 1), "law-2022")
        running = select(ProcessInstance).where(ProcessInstance.campaign_id == campaign.id)
        assert session.scalars(running).first() is not None


def test_quotas_are_taken_over(office, units_of_work):
    with units_of_work.open(Actor.system()) as uow:
        former = uow.session.scalars(select(Campaign.id)).one()
        kind = {"award": Award.GIAY_KHEN, "subject": Subject.INDIVIDUAL}
        uow.session.add(Quota(campaign_id=former, limit=7, **kind))
        uow.record(Event.CAMPAIGN_CREATED, detail={"campaign": former})
    page = office.opens(PLAN)

    office.sends(page, f"{NEW}/plan", **typed_in(page))

    assert ": 7" in page.words
    with units_of_work.read() as session:
        limits = session.scalars(select(Quota.limit).order_by(Quota.id)).all()
        assert limits == [7, 7]


def test_everything_wrong_with_a_plan_is_said_at_once_and_nothing_is_lost(office, units_of_work):
    page = office.opens(PLAN)
    typed = typed_in(page) | {
        "unit_deadline-day": "31",
        "unit_deadline-month": "2",
        "closing-year": "2025",
        "closing-basis": " ",
        "unit_deadline-basis": "Kế hoạch mới",
    }

    again = office.sends(page, f"{NEW}/plan", **typed)

    assert again.status == 422
    assert "Nhập một thời điểm chưa qua." in again.words
    assert "Căn cứ: Nhập nội dung." in again.words
    assert field(again, "unit_deadline-basis") == "Kế hoạch mới"
    assert field(again, "unit_deadline-month") == "2"
    with units_of_work.read() as session:
        assert session.scalars(select(Campaign.code)).all() == ["2025"]


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ({"code=2026": "code=2025"}, "Đã có đợt thi đua mang mã này."),
        ({"code=2026": "code=new"}, "Chỉ dùng chữ không dấu"),
        ({"code=2026": "code=Đợt 26"}, "Chỉ dùng chữ không dấu"),
        ({"name=Thi đua 2026": "name="}, "Tên đợt thi đua: Nhập nội dung."),
        ({"starts_on-month=10": "starts_on-month=13"}, "Ngày đầu: "),
        ({"after=2025": "after=1999"}, "Lập theo: Nhập nội dung."),
    ],
)
def test_what_is_wrong_at_the_start_is_named_beside_its_field(office, instead, said):
    ((old, new),) = instead.items()

    page = office.opens(PLAN.replace(old, new))

    assert page.status == 422
    assert said in page.words


def test_only_those_who_plan_open_campaigns(given, office, visitor):
    clerk = visitor(given.person("lan", Group.COUNCIL_SECRETARY))

    assert NEW not in clerk.opens("/campaigns").links()
    assert clerk.opens(NEW).status == 403
    assert clerk.opens(PLAN).status == 403
