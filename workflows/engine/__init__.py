"""The only room that knows SpiffWorkflow: runs instances and keeps none of them."""

from workflows.engine.adapter import Engine
from workflows.engine.run import Limits

__all__ = ["Engine", "Limits"]
