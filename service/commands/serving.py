"""``thidua run`` and ``thidua serve``: the service at work."""

import argparse
import errno
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import waitress

from service.app import REHEARSAL_PATH, Service, create_app, open_service, with_rehearsal
from service.commands.first_start import hand_out_accounts, open_first_campaign
from service.commands.output import complain, say
from service.commands.past_season import can_be_shown, play_past_season
from service.commands.preparing import prepare_to_serve
from service.config import Config
from service.errors import SettingRefused
from service.operations.accounts_file import read_accounts
from service.scheduler.guard import SchedulerRunning, hold


def add_run(commands: Any) -> None:
    """Offer ``thidua run``."""
    command = commands.add_parser("run", help="set up what is missing, then serve")
    command.set_defaults(run=run)


def add_serve(commands: Any) -> None:
    """Offer ``thidua serve``."""
    command = commands.add_parser("serve", help="serve pages, API and timers")
    command.set_defaults(run=serve)


def run(config: Config, _: argparse.Namespace) -> int:
    """Rehearse the 2025 season once, open this year's campaign once, then serve."""
    with _claimed(config) as is_ours:
        if not is_ours:
            return 1
        play_past_season(config)
        service = open_service(config)
        prepare_to_serve(service)
        open_first_campaign(service)
        hand_out_accounts(service)
        return _serve(service)


def serve(config: Config, _: argparse.Namespace) -> int:
    """Serve what is there; nothing is made up."""
    with _claimed(config) as is_ours:
        if not is_ours:
            return 1
        service = open_service(config)
        prepare_to_serve(service)
        return _serve(service)


@contextmanager
def _claimed(config: Config) -> Iterator[bool]:
    """Make sure of the port, and of being the only scheduler of an SQLite database."""
    _try_address(config.host, config.port)
    if not config.database_url.startswith("sqlite"):
        yield True
        return
    try:
        with hold(config.lock_file):
            yield True
    except SchedulerRunning as error:
        complain(
            f"Đã có một thidua khác đang chạy trên cơ sở dữ liệu này ({error}).\n"
            f"Another thidua already serves this database ({error})."
        )
        yield False


def _try_address(host: str, port: int) -> None:
    """Refuse an address nobody can be served at, before anything else is done."""
    try:
        for family, kind, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingRefused("setting.port_taken", value=port, host=host) from None
        raise SettingRefused("setting.host", value=host, reason=error.strerror) from None


def _serve(service: Service) -> int:
    config = service.config
    app = create_app(config, service=service)
    has_rehearsal = can_be_shown(config)
    served = with_rehearsal(app, config.rehearsal_database_url) if has_rehearsal else app
    service.tick()
    _greet(config, has_rehearsal=has_rehearsal)
    alarms = [app.extensions["alarm"], app.extensions["postman"]]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for alarm in alarms:
        alarm.start()
    try:
        waitress.serve(served, host=config.host, port=config.port, threads=8, _quiet=True)
    finally:
        for alarm in alarms:
            alarm.stop()
        service.close()
    return 0


def _greet(config: Config, *, has_rehearsal: bool) -> None:
    address = f"http://{config.host}:{config.port}/"
    say(f"\nThi Đua: {address}")
    if has_rehearsal:
        say(f"Diễn tập 2025: {address.rstrip('/')}{REHEARSAL_PATH}/")
    accounts = read_accounts(config.accounts_file)
    if accounts:
        say("\nTài khoản dùng thử (người do chúng tôi đặt ra) · Demo accounts (invented people):")
        for username, password, name, role in accounts:
            say(f"  {username:<16} {password:<18} {name} — {role}")
        say("\nXem lại · Shown again by: .venv/bin/thidua accounts")
