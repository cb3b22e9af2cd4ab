"""What a mail looks like to a mail program, and when a mail server is in trouble."""

import email.policy
from email import message_from_bytes

import html5lib
import pytest

from service.audit.events import Event
from service.models import Group, MailStatus, Topic
from service.operations.notices import choose_topics
from service.outbox import Letter, SmtpSender, Stationery, send_due
from service.outbox.letters import compose
from service.outbox.sending import MOST_ATTEMPTS, try_again
from service.unit_of_work import Actor
from tests.support.post import HOME, html, plain

MORNING = "2025-12-04T08:00:00+07:00"


@pytest.fixture
def lan(given):
    return given.person("lan", Group.STANDING_BODY)


@pytest.fixture
def mail(given, campaign, post, lan):
    """The first mail of the morning, with what waits for Lan."""
    given.instance(campaign)
    post.goes("2025-12-04T07:00:00+07:00")
    (mail,) = post.goes(MORNING)
    return mail


def test_a_mail_is_what_the_standards_ask_for(mail):
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert mail["From"].addresses[0].addr_spec == "thidua@so.example"
    assert mail["From"].addresses[0].display_name == "Thi Đua"
    assert mail["Message-ID"].endswith("@so.example>")
    assert mail["Date"].datetime.isoformat() == "2025-12-04T01:00:00+00:00"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == f"<{HOME}/account/notices>"
    assert mail["Content-Language"] == "vi"


def test_vietnamese_travels_in_seven_bits():
    letter = Letter(
        "lan@example.org", "Đến hạn gấp: Lập hồ sơ " * 6, "Hạn: 17 giờ", "1/a", "<p>Hạn"
    )

    sent = compose(letter, "Thi Đua <thidua@so.example>").as_bytes()

    assert max(sent) < 128
    assert max(map(len, sent.splitlines())) <= 998
    read = message_from_bytes(sent, policy=email.policy.default)
    assert read["Subject"] == letter.subject.strip()
    assert read.get_body(("plain",)).get_content().strip() == "Hạn: 17 giờ"


def test_text_and_html_say_the_same_and_lead_to_the_same_places(mail):
    page = html5lib.parse(html(mail), namespaceHTMLElements=False)
    linked = {one.get("href") for one in page.iter("a")}
    said = " ".join(" ".join(page.find("body").itertext()).split())

    assert page.get("lang") == "vi"
    assert linked == {word for word in plain(mail).split() if word.startswith(HOME)}
    for line in plain(mail).splitlines():
        assert line.partition(f": {HOME}")[0].strip("- ") in said


def test_a_name_with_markup_stays_a_name(given, campaign, post, lan):
    given.instance(campaign, business_key="r1")
    with given.units_of_work.open(Actor.system()) as uow:
        campaign = uow.session.merge(campaign)
        campaign.name = "<img src=x onerror=alert(1)>"
        uow.record(Event.CAMPAIGN_CHANGED, detail={"campaign": campaign.id})

    (mail,) = post.goes(MORNING)

    assert "<img" not in html(mail)
    assert "<img src=x onerror=alert(1)>" in plain(mail)


def test_everybody_is_written_to_in_their_own_language(given, campaign, post, lan):
    with given.units_of_work.open(Actor.system()) as uow:
        uow.session.merge(lan).locale = "en"
        uow.record(Event.PERSON_CHANGED, detail={"person": lan.id})

    (mail,) = post.goes(MORNING)

    assert mail["Subject"].startswith("Waiting for you on 04/12/2025: 1")
    assert "Choose which mails you get" in plain(mail)
    assert mail["Content-Language"] == "en"


def test_a_silent_server_uses_up_no_attempt_and_holds_the_others_back(given, campaign, post, lan):
    given.person("minh", Group.STANDING_BODY)
    nobody = SmtpSender("127.0.0.1", 1, "thidua@so.example")
    post.mailbox.answer_next(*["451 busy"] * 2)
    post.goes(MORNING)

    for _ in range(MOST_ATTEMPTS + 2):
        post.clock.advance(minutes=2)
        send_due(given.units_of_work, nobody, Stationery(HOME))

    assert {one.status for one in post.mails()} == {MailStatus.WAITING}
    assert {one.attempts for one in post.mails()} == {1}
    post.clock.advance(minutes=2)
    assert len(post.goes()) == 2


def test_what_was_given_up_goes_when_somebody_says_so(given, mail, post):
    post.mailbox.answer_next("550 no such address")
    post.clock.advance(hours=2)
    given.instance(given.campaign("2026"), business_key="r9")
    post.settles()
    post.goes()
    assert post.goes() == []

    with given.units_of_work.open(Actor.system()) as uow:
        assert try_again(uow) == 1

    assert len(post.goes()) == 1


def test_what_passed_while_the_server_was_away_is_left_out(given, campaign, post, lan):
    with given.units_of_work.open(Actor.person(lan.id)) as uow:
        choose_topics(uow, {Topic.ASSIGNED})
    minh = given.person("minh", Group.STANDING_BODY)
    task = given.open_task(given.instance(campaign))
    post.settles()
    post.mailbox.answer_next("451 busy")
    post.goes()
    given.completes(minh, task, agreed=True, comment="Được")

    post.clock.advance(minutes=1)
    mails = {mail["To"]: plain(mail) for mail in post.goes()}

    assert "Việc mới: plan" in mails["lan@example.org"]
    assert "Việc mới: first" not in mails["lan@example.org"]


def test_who_has_no_address_is_told_on_the_pages_alone(given, campaign, post, lan):
    with given.units_of_work.open(Actor.system()) as uow:
        uow.session.merge(lan).email = None
        uow.record(Event.PERSON_CHANGED, detail={"person": lan.id})
    post.settles()

    assert post.goes() == []
    assert post.mails() == []
    assert "no_address" in {one.withheld for one in post.notices(person_id=lan.id)}
