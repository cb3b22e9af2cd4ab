"""Signing in and out at a browser."""

import pytest

from service.models import Group
from tests.support.given_people import PASSWORD


def test_a_page_asks_who_it_is_and_comes_back_there_after_signing_in(given, visitor):
    given.small_stage()
    given.member("lan", Group.STANDING_BODY)
    browser = visitor()

    asked = browser.follows(browser.opens("/campaigns/2025"))
    entered = browser.sends(asked, "/sign-in", username="lan", password=PASSWORD)

    assert entered.response.headers["Location"] == "/campaigns/2025"
    assert "Người lan" in browser.follows(entered).words


def test_a_wrong_password_keeps_the_username_and_says_so_in_vietnamese(given, visitor):
    given.member("lan", Group.STANDING_BODY)
    browser = visitor()

    page = browser.sends(browser.opens("/sign-in"), "/sign-in", username="lan", password="sai")

    assert page.status == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in page.words
    assert page.element("username").get("value") == "lan"


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/x", "/\\evil.example", "javascript:alert(1)"],
)
def test_signing_in_leads_only_to_this_site(given, visitor, wanted):
    given.member("lan", Group.STANDING_BODY)
    browser = visitor()
    asked = browser.opens("/sign-in")
    asked.form("/sign-in").find(".//input[@name='next']").set("value", wanted)

    entered = browser.sends(asked, "/sign-in", username="lan", password=PASSWORD)

    assert entered.response.headers["Location"] == "/"


def test_signing_out_ends_the_session_on_the_server_too(given, visitor):
    browser = visitor(given.person("lan", Group.STANDING_BODY))
    inbox = browser.opens("/")
    cookie = browser.client.get_cookie("thidua").value

    browser.sends(inbox, "/sign-out")
    browser.client.set_cookie("thidua", cookie)

    assert browser.opens("/").status == 302


def test_guessing_passwords_is_slowed_down(given, visitor, monkeypatch):
    monkeypatch.setattr("service.edge.attempts.ALLOWED", 1)
    given.member("minh", Group.STANDING_BODY)
    browser = visitor()
    asked = browser.opens("/sign-in")
    browser.sends(asked, "/sign-in", username="minh", password="sai")

    page = browser.sends(asked, "/sign-in", username="minh", password=PASSWORD)

    assert "quá nhiều lần" in page.words


def test_the_cookie_is_kept_from_scripts_and_other_sites(given, visitor):
    given.member("lan", Group.STANDING_BODY)
    browser = visitor()

    entered = browser.sends(
        browser.opens("/sign-in"), "/sign-in", username="lan", password=PASSWORD
    )

    cookie = entered.response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_mounted_app_leads_back_below_its_own_path(given, visitor):
    given.member("lan", Group.STANDING_BODY)

    asked = visitor().client.get("/campaigns", environ_overrides={"SCRIPT_NAME": "/dien-tap-2025"})

    assert "next=/dien-tap-2025/campaigns" in asked.headers["Location"]
