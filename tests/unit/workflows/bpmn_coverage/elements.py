"""Every element of BPMN 2.0 besides events, and its markers: run, or refused by which rule."""

from tests.unit.workflows.bpmn_coverage.activities import MARKERS, TASKS
from tests.unit.workflows.bpmn_coverage.connections import FLOWS, GATEWAYS
from tests.unit.workflows.bpmn_coverage.drawings import DRAWINGS
from tests.unit.workflows.bpmn_coverage.rows import Row

SECTIONS: tuple[tuple[str, str, tuple[Row, ...]], ...] = (
    ("Công việc", "Activities", TASKS),
    ("Dấu trên công việc", "Markers", MARKERS),
    ("Cổng", "Gateways", GATEWAYS),
    ("Mũi tên", "Flows", FLOWS),
    ("Bể, làn, dữ liệu, ghi chú", "Pools, lanes, data, artifacts", DRAWINGS),
)
ROWS = tuple(row for _, _, rows in SECTIONS for row in rows)
