"""What is said to differ between two versions of a diagram."""

from tests.unit.workflows.drawing import boundary, draw, end, start, timer, user, xor
from workflows import Change, Engine

OLD = draw(
    *(start(), user("draft"), user("review"), end()),
    boundary("reminder", "review", timer("P5D", "timeDuration"), interrupts=False),
    end("told"),
    flows="start -> draft -> review -> end\n reminder -> told",
)


def said(new: str, old: str = OLD) -> list[tuple[str, Change, str]]:
    return [(one.element_id, one.change, one.what) for one in Engine().compare(old, new)]


def test_a_version_does_not_differ_from_itself():
    assert said(OLD) == []


def test_a_renamed_step_is_harmless():
    (difference,) = Engine().compare(OLD, OLD.replace('name="review"', 'name="Thẩm định"'))

    assert difference.is_harmless
    assert (difference.change, difference.before, difference.after) == (
        *(Change.RENAMED, "review"),
        "Thẩm định",
    )


def test_where_a_shape_is_drawn_is_no_difference():
    drawn = OLD.replace("</definitions>", "<!-- moved --></definitions>")

    assert said(drawn) == []


def test_what_goes_without_saying_is_no_difference():
    told = OLD.replace('<userTask id="draft"', '<userTask id="draft" startQuantity="1"')
    told = told.replace("<startEvent ", '<startEvent isInterrupting="true" ')

    assert told.count('="true"') > OLD.count('="true"')
    assert "startQuantity" in told
    assert said(told) == []
    assert said(OLD, told) == []


def test_properties_are_compared_one_by_one():
    new = OLD.replace('camunda:candidateGroups="staff"', 'camunda:candidateGroups="head"', 1)

    (difference,) = Engine().compare(OLD, new.replace("P5D", "P3D"))[:1]
    assert (difference.element_id, difference.what) == ("draft", "candidateGroups")
    assert said(new.replace("P5D", "P3D")) == [
        ("draft", Change.CHANGED, "candidateGroups"),
        ("reminder", Change.CHANGED, "timerEventDefinition"),
    ]


def test_added_and_removed_steps_come_with_their_flows():
    new = draw(
        *(start(), user("draft"), user("sign"), end()), flows="start -> draft -> sign -> end"
    )

    assert said(new) == [
        ("sign", Change.ADDED, ""),
        ("review", Change.REMOVED, ""),
        ("reminder", Change.REMOVED, ""),
        ("told", Change.REMOVED, ""),
        ("draft → sign", Change.ADDED, "flow"),
        ("sign → end", Change.ADDED, "flow"),
        ("draft → review", Change.REMOVED, "flow"),
        ("review → end", Change.REMOVED, "flow"),
        ("reminder → told", Change.REMOVED, "flow"),
    ]


def test_a_condition_is_compared_as_it_is_written():
    def choosing(condition: str) -> str:
        return draw(
            *(start(), xor("x"), end(), end("no")),
            flows=f"start -> x -[${{{condition}}}]-> end\n x -*-> no",
        )

    assert said(choosing("a > 2"), choosing("a > 1")) == [("x → end", Change.CHANGED, "condition")]
