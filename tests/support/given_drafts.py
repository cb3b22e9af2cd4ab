"""Builders of diagrams that were imported and not deployed yet."""

from service.operations.definition_drafts import deploy_draft, import_definition
from service.unit_of_work import Actor, UnitsOfWork
from workflows import Choice

DRAWING = """<?xml version="1.0" encoding="ISO-8859-1"?>
<semantic:definitions xmlns:semantic="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:vendor="urn:vendor" id="drawing" targetNamespace="urn:t" exporter="Pencil">
  <semantic:process id="letter" name="Prüfung" isExecutable="{executable}">
    <semantic:startEvent id="start"/>
    <semantic:task id="write" name="Viết" vendor:colour="red"{attributes}/>
    <semantic:endEvent id="end"/>
    <semantic:sequenceFlow id="one" sourceRef="start" targetRef="write"/>
    <semantic:sequenceFlow id="two" sourceRef="write" targetRef="end"/>
  </semantic:process>
</semantic:definitions>
"""
#: What a drawing needs to be deployed.
CHOICE = Choice("letter", "registry")


def drawing(executable="false", attributes=""):
    """A drawing of another tool, in an encoding of its own, with carriage returns."""
    text = DRAWING.format(executable=executable, attributes=attributes).replace("Viết", "Schreiben")
    return text.replace("\n", "\r\n").encode("iso-8859-1")


class GivenDrafts:
    units_of_work: UnitsOfWork

    def draft(self, name="letter.bpmn", content=None, actor=None):
        with self.units_of_work.open(actor or Actor.system()) as uow:
            return import_definition(uow, name, drawing() if content is None else content)

    def deployed_draft(self, key="letter", choice=CHOICE):
        with self.units_of_work.open(Actor.system()) as uow:
            made, _ = deploy_draft(uow, self.engine, key, choice)
            return made
