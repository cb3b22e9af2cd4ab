from pathlib import Path

from service.config import Config


def test_without_settings_the_service_stays_on_this_machine():
    config = Config.from_environment({})

    assert config == Config()
    assert (config.host, config.port, config.mail) == ("127.0.0.1", 8000, "console")
    assert config.database_url == "sqlite:///var/thidua.db"


def test_settings_come_from_the_environment():
    config = Config.from_environment(
        {
            "THIDUA_DATABASE_URL": "postgresql://db/thidua",
            "THIDUA_PORT": "8001",
            "THIDUA_MAIL": "smtp://localhost:2525",
            "THIDUA_SECRET_FILE": "/run/secret",
            "THIDUA_SECURE_COOKIES": "yes",
            "PORT": "1",
        }
    )

    assert (config.port, config.secure_cookies) == (8001, True)
    assert config.secret_file == Path("/run/secret")
    assert config.mail == "smtp://localhost:2525"


def test_the_real_environment_is_read_when_none_is_given(monkeypatch):
    monkeypatch.setenv("THIDUA_HOST", "0.0.0.0")

    assert Config.from_environment().host == "0.0.0.0"
