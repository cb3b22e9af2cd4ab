"""The engine room: diagrams and saved states go in, plain values come out.

It knows no database, no web and no scheduler, and does nothing unless it is asked.
"""

from workflows.engine import Engine, Limits
from workflows.errors import (
    BudgetExceeded,
    DefinitionRejected,
    DocumentDamaged,
    ExpressionFailed,
    MigrationRefused,
    StepFailed,
    TaskNotOpen,
    WorkflowError,
)
from workflows.reasons import REASONS, reason_sentence
from workflows.rules import RULES, sentence
from workflows.surroundings import StaticSurroundings
from workflows.values import (
    ActionCall,
    DecisionTaken,
    Element,
    EngineState,
    Flow,
    Given,
    LatePolicy,
    OpenTask,
    Outline,
    PendingMessage,
    PendingTimer,
    Problem,
    RuleMatch,
    SentMessage,
    Sources,
    Surroundings,
    Variables,
)
from workflows.versions import (
    Category,
    Change,
    Difference,
    Forms,
    MigrationPlan,
    Reason,
    Versions,
)

__all__ = [
    "REASONS",
    "RULES",
    "ActionCall",
    "BudgetExceeded",
    "Category",
    "Change",
    "DecisionTaken",
    "DefinitionRejected",
    "Difference",
    "DocumentDamaged",
    "Element",
    "Engine",
    "EngineState",
    "ExpressionFailed",
    "Flow",
    "Forms",
    "Given",
    "LatePolicy",
    "Limits",
    "MigrationPlan",
    "MigrationRefused",
    "OpenTask",
    "Outline",
    "PendingMessage",
    "PendingTimer",
    "Problem",
    "Reason",
    "RuleMatch",
    "SentMessage",
    "Sources",
    "StaticSurroundings",
    "StepFailed",
    "Surroundings",
    "TaskNotOpen",
    "Variables",
    "Versions",
    "WorkflowError",
    "reason_sentence",
    "sentence",
]
