"""Random block-structured diagrams, an interpreter of what they mean, and both played together.

``grown`` makes a tree of blocks from a seed, ``sources`` draws it for the engine, ``Model`` says
what it means without the engine, ``edited`` changes it a little, ``Play`` runs engine and model
side by side.
"""

from tests.support.random_diagrams.blocks import Block, Grower, grown, initial_variables, walk
from tests.support.random_diagrams.drawn import sources
from tests.support.random_diagrams.edits import Edit, edited
from tests.support.random_diagrams.model import Model
from tests.support.random_diagrams.played import Play, Played
from tests.support.random_diagrams.strands import Wait

__all__ = [
    "Block",
    "Edit",
    "Grower",
    "Model",
    "Play",
    "Played",
    "Wait",
    "edited",
    "grown",
    "initial_variables",
    "sources",
    "walk",
]
