"""What is wrong with a file is said in one language from the first word to the last."""

import json
import re
from pathlib import Path

import pytest

from service.forms.reading import FormRejected, parse_form
from service.operations.definition_files import DefinitionFile
from service.operations.definitions import shipped_files
from service.operations.judgement import judge
from tests.unit.workflows.drawing import catch as caught
from tests.unit.workflows.drawing import draw, end, node, script, start, table, timer, user
from workflows import DefinitionRejected, Engine, ExpressionFailed, sentence
from workflows.expressions import parse
from workflows.foreign import schema_reason, xml_reason

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "tests" / "unit" / "workflows" / "rules").glob("*/invalid.*"))
ENGINE = Engine()
AROUND = shipped_files()

#: English words no Vietnamese sentence has, unless something of the file itself is called so.
ENGLISH = re.compile(
    r"\b(the|is|are|not|and|which|with|cannot|there|here|this|that|expected|allowed|value|"
    r"element|attribute|character|found|known|longer|than|must|has|have|used|read|file|"
    r"near|syntax|invalid|duplicate|of|in|line|names?|needs?|numbers?|between|out|from|its?|for|to)\b"
)
#: What stands between quotes, brackets or ticks is quoted from the file.
QUOTED = re.compile(
    r"“[^”]*”|\'[^\']*\'|\"[^\"]*\"|`[^`]*`|<[^>]*>|\{[^}]*\}|\([^)]*\)|\b\w+[:=]\w+"
)


def found_in(path):
    try:
        file = DefinitionFile.read(path.name, path.read_bytes())
    except DefinitionRejected as rejected:
        return rejected.problems
    return judge(ENGINE, file, AROUND)


def english_in(said):
    return ENGLISH.findall(QUOTED.sub(" ", said.lower()))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_no_word_of_english_is_left_in_what_an_example_is_told(path):
    for problem in found_in(path):
        said = sentence(problem, "vi")
        assert english_in(said) == [], said
        assert sentence(problem, "en") != said


STRANGE = [
    "a b", "a +", "", "lambda: 1", "a.b", "f'{a}'", "[*a]", "{**a}", "f(a=1)", "_a", "b'x'",
    "1 if a", "9" * 5_000, "a" * 3_000, "x := 1", "await x", "{1, 2}",
    "[a for b, c in d]", "'open", "a @ b", "2 ** 3", "...", "1j", "print(x)(y)",
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
def test_an_expression_is_refused_in_either_language(text):
    with pytest.raises(ExpressionFailed) as failed:
        parse(text)

    assert english_in(failed.value.vi) == []
    assert failed.value.vi != str(failed.value)


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("a", {}),
        ("1 / 0", {}),
        ("a + 1", {"a": "x"}),
        ("a[3]", {"a": [1]}),
        ("a['x']", {"a": {}}),
        ("int('x')", {}),
        ("[b for b in 3]", {}),
        ("unknown(1)", {}),
        ("999999999999999 * 9", {}),
        ("'x' * 3", {}),
        ("[c for b in a for c in a]", {"a": list(range(9_999))}),
        ("str([1])", {}),
    ],
)
def test_a_failure_at_work_is_told_in_either_language(text, variables):
    with pytest.raises(ExpressionFailed) as failed:
        parse(text).evaluate(variables)

    assert english_in(failed.value.vi) == []


@pytest.mark.parametrize(
    "drawn",
    [
        script("x", "a ="),
        script("x", "if a: b = 1"),
        script("x", "a = 1\n" * 900),
        caught("x", timer("R3", "timeCycle")),
        caught("x", timer("P200Y", "timeDuration")),
        caught("x", timer("2026-01-05T08:00:00")),
        caught("x", timer("${PT1H}")),
        caught("x", timer("${2025 - 12}")),
        caught("x", "<timerEventDefinition/>"),
        user("x", camunda__assignee="${"),
        user("x", camunda__assignee="${__a}"),
        node("serviceTask", "x", thidua__action="a", thidua__parameters="name"),
        node("callActivity", "x", calledElement="other"),
        user("x", nonsense="1"),
        user("x", "<standardLoopCharacteristics/>"),
        user("x", "<bounds/>"),
        "some text",
    ],
)
def test_a_faulty_drawing_is_refused_in_vietnamese(drawn):
    content = draw(start(), drawn, end(), flows="start -> x -> end")
    found = judge(ENGINE, DefinitionFile.read("p.bpmn", content.encode()), AROUND)

    assert found
    for problem in found:
        assert english_in(sentence(problem, "vi")) == []


@pytest.mark.parametrize(
    "xml",
    [
        table("a b => 1", inputs="n"),
        table("foo(1) => 1", inputs="n"),
        table("1 => 1 / 0", inputs="n"),
        table("1, => 1", inputs="n"),
        table('date("x") => 1', inputs="n"),
        table("1 => 1", inputs="n", outputs="a b"),
        table("1 => 1", inputs="n", policy="LAST"),
        table("1 => 1", inputs="n", policy='FIRST" aggregation="SUM'),
        table("1 => 1", inputs="n", policy="PRIORITY"),
        table("1 | 2 => 1", inputs="n"),
        table("- => 1", "- => 2", inputs="n"),
        table("< 1 => 1", "> 2 => 2", inputs="n"),
    ],
)
def test_a_faulty_table_is_refused_in_vietnamese(xml):
    found = ENGINE.lint_decision(xml)

    assert found
    for problem in found:
        assert english_in(sentence(problem, "vi")) == []


@pytest.mark.parametrize(
    "content",
    [
        "{", "[]", "{}", '{"id": "other", "components": []}', '{"id": "f", "components": [{}]}',
        json.dumps({"id": "f", "components": [
            {"type": "textfield", "key": "A"},
            {"type": "radio", "key": "b", "label": "B"},
            {"type": "radio", "key": "b", "label": "B", "conditional": {"hide": "=c = 1"}},
            {"type": "number", "key": "n", "label": "N", "properties":
                {"variable": "N", "at_most": "m"}},
            {"type": "dynamiclist", "key": "rows", "label": "R", "properties": {"variable": "r"},
                "components": [{"type": "dynamiclist", "key": "inner", "label": "I"}]},
        ]}),
    ],
)  # fmt: skip
def test_a_faulty_form_is_refused_in_either_language(content):
    with pytest.raises(FormRejected) as rejected:
        parse_form("f", content)

    for reason in rejected.value.problems:
        assert english_in(reason.vi) == []
        assert reason.vi != reason


@pytest.mark.parametrize(
    ("message", "vi"),
    [
        ("Opening and ending tag mismatch: a line 1 and b, line 2, column 3",
         "thẻ mở a (dòng 1) và thẻ đóng b, không khớp"),
        ("Premature end of data in tag x line 7", "tệp dừng giữa chừng: thẻ x (dòng 7) chưa đóng"),
        ("Namespace prefix camunda for formKey on userTask is not defined",
         "tiền tố camunda ở userTask chưa khai báo không gian tên"),
        ("something nobody foresaw", "XML viết sai ở đây"),
    ],
)  # fmt: skip
def test_what_the_reader_of_xml_says_is_told_in_vietnamese(message, vi):
    assert xml_reason(message).vi == vi


@pytest.mark.parametrize(
    ("message", "vi"),
    [
        ("Element '{http://x}task', attribute 'foo': The attribute 'foo' is not allowed.",
         "task không được có thuộc tính foo"),
        ("Element '{http://x}a': This element is not expected. Expected is one of ( {http://x}b ).",
         "a không được đứng ở đây ( b )"),
        ("something nobody foresaw", "phần tử hoặc thuộc tính không đúng chỗ hay sai dạng"),
    ],
)  # fmt: skip
def test_what_the_schema_says_is_told_in_vietnamese(message, vi):
    assert schema_reason(message).vi == vi
