"""What the service tasks of diagrams call: rows in, rows out, in the step's own transaction."""

# Each of these registers its actions and facts by name when it is imported.
from service.actions import (
    awards,
    ballots,
    campaigns,
    consolidation,
    councils,
    eligibility,
    next_steps,
    nominations,
    outcomes,
    prime_minister,
    provinces,
    resolutions,
    suspensions,
    unit_reviews,
)
from service.actions.registry import ACTIONS, FACTS, NameTaken, action, facts
from service.actions.step import Step

__all__ = [
    "ACTIONS",
    "FACTS",
    "NameTaken",
    "Step",
    "action",
    "awards",
    "ballots",
    "campaigns",
    "consolidation",
    "councils",
    "eligibility",
    "facts",
    "next_steps",
    "nominations",
    "outcomes",
    "prime_minister",
    "provinces",
    "resolutions",
    "suspensions",
    "unit_reviews",
]
