"""The reference models of the BPMN working group: each opens, is kept, comes back, and most run."""

import pytest

from service.errors import DefinitionRefused
from service.operations.definition_drafts import deploy_draft, import_definition
from service.queries.definitions import find_draft
from service.unit_of_work import Actor
from tests.support.corpus import FOLDER, MODELS, needs_models
from tests.support.walking_models import every_path, prepared, verdict
from workflows import RULES, Choice, Engine, open_diagram
from workflows.simulation import unreached_sentence

pytestmark = needs_models


@pytest.fixture
def imported(units_of_work):
    """Every model, kept as a draft."""
    with units_of_work.open(Actor.system()) as uow:
        for path in MODELS:
            import_definition(uow, path.name, path.read_bytes())


@pytest.mark.usefixtures("imported")
def test_every_model_is_kept_and_comes_back_whole(units_of_work):
    with units_of_work.read() as session:
        back = {path: find_draft(session, path.stem).content for path in MODELS}

    assert back == {path: path.read_bytes() for path in MODELS}


@pytest.mark.usefixtures("imported")
def test_a_model_that_cannot_be_run_is_refused_when_it_is_deployed_by_named_rules(
    units_of_work, engine
):
    for path in MODELS:
        with pytest.raises(DefinitionRefused) as refused, units_of_work.open(Actor.system()) as uow:
            deploy_draft(uow, engine, path.stem, Choice())

        rules = {problem.rule for problem in refused.value.problems}
        said = [one.is_executable for one in open_diagram(path.read_bytes()).processes]
        assert rules <= RULES.keys()
        assert ("not-executable" in rules) == (set(said) == {False})


def test_at_least_half_of_the_models_run_once_they_are_marked_as_executable(printed):
    """A model runs when each of its processes does; see ``filling_in`` for what they are given."""
    engine = Engine()
    verdicts = {
        (path.stem, one): verdict(engine, opened.text, one, called(opened))
        for path in MODELS
        for opened in [open_diagram(path.read_bytes())]
        for one in [process.id for process in opened.processes if process.elements]
    }

    for (model, process), said in verdicts.items():
        printed(f"{model} {process}: {said}")
    models = {
        model: {said for (one, _), said in verdicts.items() if one == model}
        for model, _ in verdicts
    }
    running = [model for model, said in models.items() if said == {"runs"}]
    processes = [one for one in verdicts.values() if one == "runs"]
    printed(
        f"{len(running)} of {len(models)} reference models run whole, "
        f"{len(processes)} of {len(verdicts)} of their processes"
    )
    assert len(running) * 2 >= len(models)
    assert not any(said.startswith("fails") for said in verdicts.values())


def test_what_runs_of_the_models_is_walked_along_every_path(printed):
    """What no path reaches is printed with its reason: drawn beside the flow, or behind a wait."""
    engine, whole, parts, left = Engine(), 0, 0, 0
    processes = list(running(engine))
    for name, sources in processes:
        found, outline = every_path(engine, sources), engine.outline(sources.diagram)
        parts += len(outline.elements) + len(outline.flows)
        left += len(found.never_reached)
        whole += not found.never_reached and found.is_whole
        for one in found.never_reached:
            printed(f"{name}: {unreached_sentence(one, {}, 'en')}")
        assert any(not path.failure for path in found.paths), name

    printed(
        f"{whole} of the {len(processes)} processes that run are walked whole, "
        f"{parts - left} of {parts} elements and flows"
    )
    assert whole >= 15


def running(engine):
    """The processes of the models that run, ready to be walked."""
    for path in MODELS:
        opened = open_diagram(path.read_bytes())
        for one in (process.id for process in opened.processes if process.elements):
            if verdict(engine, opened.text, one, called(opened)) == "runs":
                yield f"{path.stem} {one}", prepared(opened.text, one, called(opened))


def called(opened):
    """The processes a model calls: its own, and of another model what that one is there for."""
    own = {
        one.id: opened.text
        for one in opened.processes
        if one.elements and f'calledElement="{one.id}"' in opened.text
    }
    shared = (FOLDER / "C.9.1.bpmn").read_text("utf-8")
    return own | {
        one.id: shared
        for one in open_diagram(shared.encode()).processes
        if one.id in opened.text and shared != opened.text
    }
