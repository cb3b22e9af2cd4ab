"""Who may keep accounts, asked by every resource that lists them."""

from service.edge.context import reading
from service.edge.identity import viewer
from service.permissions import check_may_keep_accounts


def require_keeper() -> None:
    """Refuse whoever does not keep accounts."""
    check_may_keep_accounts(reading(), viewer().person_id)
