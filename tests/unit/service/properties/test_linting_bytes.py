import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.cli import main

RULES = Path(__file__).parents[2] / "workflows" / "rules"
PIECES = [b"<", b">", b'"', b"${", b"}", b"&#0;", b"<!--", b"\x00", b"\xff", b"id", b"/>", b"x"]


def example(rule, name):
    (path,) = (RULES / rule).glob(f"{name}.*")
    return path


def lint(capsys, *arguments):
    code = main(["lint", "--json", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rule=st.sampled_from(["deadlock", "expression", "unsupported-event", "cell", "form"]),
    place=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 40),
    piece=st.one_of(st.binary(max_size=8), st.sampled_from(PIECES)),
)
def test_no_bytes_end_in_a_traceback(capsys, tmp_path, rule, place, length, piece):
    example_path = example(rule, "valid")
    whole = example_path.read_bytes()
    cut = int(place * len(whole))
    path = tmp_path / f"cut{example_path.suffix}"
    path.write_bytes(whole[:cut] + piece + whole[cut + length :])

    code, found = lint(capsys, path)

    assert code == any(problem["severity"] == "error" for problem in found)
