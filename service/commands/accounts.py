"""``thidua accounts``: who can sign in with the passwords of the first start."""

import argparse
from typing import Any

from service.commands.output import complain, say
from service.config import Config
from service.operations.accounts_file import read_accounts


def add_accounts(commands: Any) -> None:
    """Offer ``thidua accounts``."""
    command = commands.add_parser("accounts", help="show the first-start accounts again")
    command.set_defaults(run=show)


def show(config: Config, _: argparse.Namespace) -> int:
    """Print the accounts file, which only its owner can read."""
    accounts = read_accounts(config.accounts_file)
    if not accounts:
        complain(
            f"Chưa có tài khoản nào trong {config.accounts_file}: chạy `make run` trước.\n"
            f"There are no accounts in {config.accounts_file} yet: run `make run` first."
        )
        return 1
    for username, password, name, role in accounts:
        say(f"{username:<16} {password:<18} {name} — {role}")
    return 0
