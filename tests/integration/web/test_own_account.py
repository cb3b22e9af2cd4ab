"""One's own account at a browser: password, sessions, tokens, language."""

import pytest

from service.models import Group
from tests.support.given_people import PASSWORD

NEW = "một câu khác hẳn"


@pytest.fixture
def lan(given):
    return given.member("lan", Group.STANDING_BODY)


def test_the_account_says_what_is_known_and_marks_this_session(lan, visitor):
    visitor(lan)
    page = visitor(lan).opens("/account")

    assert "Người lan" in page.words
    assert "bộ phận thường trực : 04/12/2025 – " in page.words
    assert page.words.count("phiên này") == 1
    assert page.has_form("/account/sessions/1/end")


def test_ending_all_others_leaves_this_session(lan, visitor):
    other, browser = visitor(lan), visitor(lan)

    ended = browser.sends(browser.opens("/account"), "/account/sessions/end-others")

    assert "Đã kết thúc 1 phiên." in browser.follows(ended).words
    assert other.opens("/account").status == 302


def test_a_changed_password_keeps_this_browser_signed_in(lan, visitor):
    other, browser = visitor(lan), visitor(lan)
    page = browser.opens("/account/password")

    wrong = browser.sends(page, "/account/password", current="sai", password=NEW, again=NEW)
    done = browser.sends(page, "/account/password", current=PASSWORD, password=NEW, again=NEW)

    assert wrong.status == 422
    assert "Mật khẩu hiện nay không đúng." in wrong.words
    assert "Đã đổi mật khẩu." in browser.follows(done).words
    assert other.opens("/account").status == 302


def test_a_password_is_never_sent_back_to_the_page(lan, visitor):
    browser = visitor(lan)

    page = browser.sends(
        browser.opens("/account/password"),
        "/account/password",
        current="sai hoàn toàn",
        password=NEW,
        again=NEW,
    )

    assert not any(
        one.get("value") for one in page.tree.iter("input") if one.get("type") == "password"
    )


def test_a_token_is_shown_once_and_revoked(lan, visitor):
    browser = visitor(lan)

    shown = browser.sends(browser.opens("/account"), "/account/tokens", name="báo cáo", days="30")
    secret = next(shown.tree.iter("code")).text
    listed = browser.opens("/account")
    revoked = browser.sends(listed, "/account/tokens/1/revoke")

    assert secret.startswith("thidua_")
    assert "báo cáo" in listed.words
    assert secret not in listed.words
    assert "báo cáo" not in browser.follows(revoked).words


@pytest.mark.parametrize(("name", "days"), [("", "30"), ("báo cáo", "mười"), ("báo cáo", "0")])
def test_a_token_that_cannot_be_made_says_why(lan, visitor, name, days):
    browser = visitor(lan)

    page = browser.sends(browser.opens("/account"), "/account/tokens", name=name, days=days)

    assert page.status == 422
    assert "#name" in page.links() or "#days" in page.links()


def test_a_language_is_chosen_for_mails_and_pages(lan, visitor):
    browser = visitor(lan)

    saved = browser.sends(browser.opens("/account"), "/account/language", locale="en")

    assert "Where I am signed in" in browser.follows(saved).words


def test_a_forgotten_password_leads_to_the_code_and_a_wrong_code_says_so(visitor):
    browser = visitor()
    assert "/password-reset" in browser.opens("/sign-in").links()

    page = browser.sends(browser.opens("/password-reset"), "/password-reset", code="bịa")

    assert page.status == 422
    assert "Mã này không dùng được" in page.words
