"""The engine room: diagrams and saved states go in, plain values come out.

It knows no database, no web and no scheduler, and does nothing unless it is asked.
"""

from workflows.engine import Engine, Limits
from workflows.errors import (
    BudgetExceeded,
    DefinitionRejected,
    DocumentDamaged,
    ExpressionFailed,
    StepFailed,
    TaskNotOpen,
    WorkflowError,
)
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

__all__ = [
    "RULES",
    "ActionCall",
    "BudgetExceeded",
    "DecisionTaken",
    "DefinitionRejected",
    "DocumentDamaged",
    "Element",
    "Engine",
    "EngineState",
    "ExpressionFailed",
    "Flow",
    "Given",
    "LatePolicy",
    "Limits",
    "OpenTask",
    "Outline",
    "PendingMessage",
    "PendingTimer",
    "Problem",
    "RuleMatch",
    "SentMessage",
    "Sources",
    "StaticSurroundings",
    "StepFailed",
    "Surroundings",
    "TaskNotOpen",
    "Variables",
    "WorkflowError",
    "sentence",
]
