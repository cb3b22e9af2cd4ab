from service.rehearsal.coverage import cover
from tests.support.diagrams import ADVISING, CALLING
from workflows import Engine


def test_what_a_case_passes_in_a_called_process_counts_for_the_diagram_it_is_drawn_in():
    engine = Engine()
    drawn = {"calling": engine.outline(CALLING), "advising": engine.outline(ADVISING)}
    went = {"calling": {"begin", "flow_0", "advice", "advice/begin", "advice/flow_0"}}

    called, calling = cover(drawn, [went]).diagrams

    assert called.passed == {"begin", "flow_0"}
    assert calling.passed == {"begin", "flow_0", "advice"}
