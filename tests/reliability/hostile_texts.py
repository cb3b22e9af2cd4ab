"""Makes hostile expressions and damages diagrams, the same for the same seed."""

import random
import re

WAYS_OUT = (
    "().__class__.__bases__[0].__subclasses__()",
    "__import__('os').system('touch /tmp/hurt')",
    "open('/etc/passwd').read()",
    "eval('1')",
    "exec('import os')",
    "getattr(a, '__class__')",
    "globals()['__builtins__']",
    "vars()",
    "breakpoint()",
    "input()",
    "compile('1', '', 'eval')",
    "type('X', (), {})",
    "(lambda: 1)()",
    "f'{a.__class__}'",
    "'{0.__class__}'.format(a)",
    "'%1000000000d' % 1",
    "[x for x in (y for y in d)]",
    "9 ** 9 ** 9",
    "99999999999999 * 99999999999999",
    "long * 9999999",
    "big * 999999",
    "long + long + long",
    "sum(big) + sum(big)",
    "[x for x in big for y in big for z in big]",
    "any(x == y for x in big for y in big)",
    "sorted(big) == sorted(big)",
    "big == [x for x in big]",
    "len(str(9999999)) < 1",
    "int('9' + '9')",
    "int(long)",
    "float('inf')",
    "float('nan') == 1",
    "1e999",
    "0x" + "f" * 400,
    "9" * 4400,
    "round(half, 99999999)",
    "max(big, key=len)",
    "(yield a)",
    "await a",
    "(a := 5)",
    "*big",
    "{**d}",
    "a.b",
    "a[0:9]",
    "...",
    "a if",
    "\x00",
    "\ud800",
    "ａ + ｂ",
    "a\u2028b",
    "get(d, 'x', a.b)",
    "get(get(d, 'y'), 'z')",
    "d['y']['z'][0]",
    "print(a)",
    "now().isoformat()",
    "now() - now()",
    "str(d)",
    "-" * 300 + "1",
    "not " * 200 + "a",
    "(" * 90 + ")" * 90,
    "[" * 90 + "]" * 90,
    "a" + "[0]" * 200,
    "a" + " if a else a" * 100,
    "a" + " + a" * 600,
    "a" + " < a" * 600,
    "'" + "x" * 1990 + "'",
    "date('2025-13-45')",
    "[1..5]",
    "]1..[",
    "not(1,2",
    ">= ",
    "? in ?",
)
ATOMS = (
    "a",
    "b",
    "c",
    "d",
    "e",
    "big",
    "long",
    "yes",
    "half",
    "missing",
    "1",
    "0",
    "'x'",
    "[]",
    "{}",
)
ATOMS += ("None", "True", "2.5", "10**9", "now()", "-1", "'é'", "?", "null", "date('2025-12-15')")
SIGNS = (
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "<",
    ">=",
    "==",
    "!=",
    "in",
    "not in",
    "and",
    "or",
    "is",
    "**",
    ",",
    ".",
)
CALLS = (
    "len",
    "sum",
    "min",
    "max",
    "round",
    "abs",
    "any",
    "all",
    "sorted",
    "int",
    "float",
    "str",
    "get",
    "bool",
    "exec",
)
NOISE = (
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "\\",
    "\n",
    ";",
    "=",
    ":",
    "${",
    "}",
    "\t",
    "#",
    "_",
    "lambda",
    "@",
    "\x00",
    "٣",
)


def expression(chance: random.Random) -> str:
    """A hostile expression: a known way out, a random one, or either of them damaged."""
    kind = chance.random()
    if kind < 0.15:
        return chance.choice(WAYS_OUT)
    text = _grown(chance, chance.randrange(1, 6))
    if kind < 0.3:
        text = text.replace("a", chance.choice(WAYS_OUT), 1)
    if kind > 0.6:
        text = _damaged(chance, text)
    return text


def _grown(chance: random.Random, levels: int) -> str:
    if levels == 0 or chance.random() < 0.15:
        return chance.choice(ATOMS)
    parts = [_grown(chance, levels - 1) for _ in range(3)]
    shape = chance.randrange(8)
    return (
        f"({parts[0]} {chance.choice(SIGNS)} {parts[1]})",
        f"{chance.choice(CALLS)}({parts[0]}, {parts[1]})",
        f"{chance.choice(CALLS)}({parts[0]})",
        f"{parts[0]}[{parts[1]}]",
        f"[{parts[0]} for x in {parts[1]} if {parts[2]}]",
        f"{{{parts[0]}: {parts[1]}}}",
        f"({parts[0]} if {parts[1]} else {parts[2]})",
        f"not {parts[0]}",
    )[shape]


def _damaged(chance: random.Random, text: str) -> str:
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(text) + 1)
        length = chance.choice((0, 0, 1, 3))
        piece = chance.choice((chance.choice(NOISE), chr(chance.randrange(1, 0x2FFF)), ""))
        text = text[:place] + piece + text[place + length :]
    return text


_VALUE = re.compile(r'(?<==)"[^"]*"')
_TAG = re.compile(r"<(/?)(?:bpmn:)?(\w+)")
_TAGS = (
    *("userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask"),
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "task"),
    *(
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    ),
    *(
        "subProcess",
        "callActivity",
        "sequenceFlow",
        "timeDate",
        "timeDuration",
        "timeCycle",
        "script",
    ),
    *(
        "timerEventDefinition",
        "messageEventDefinition",
        "errorEventDefinition",
        "linkEventDefinition",
    ),
    *("signalEventDefinition", "escalationEventDefinition", "terminateEventDefinition", "lane"),
    *("multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "conditionExpression"),
)
_TEXTS = (
    *(
        "",
        " ",
        "P1D",
        "R3/PT1H",
        "R/PT0S",
        "2025-12-15",
        "${2025-12-15}",
        "${",
        "}",
        "${a.b}",
        "\u0000",
    ),
    *(
        "true",
        "false",
        "-1",
        "End",
        "Start",
        "start",
        "end",
        "x",
        "é",
        "𝒳",
        "a b",
        "&#0;",
        "&amp;",
        "<",
        ">",
    ),
    *("]]>", "--", "${[x for x in range(9)]}", "${__import__('os')}", "9" * 400, "x" * 5_000),
)


def mutated(chance: random.Random, text: str, others: list[str]) -> str:
    """A diagram damaged in a few places, as by hand, by a tool or on the way."""
    for _ in range(chance.randrange(1, 5)):
        text = chance.choice(_MUTATIONS)(chance, text, others)
    return text


def _swap_values(chance: random.Random, text: str, _: list[str]) -> str:
    """One attribute gets the value of another."""
    found = list(_VALUE.finditer(text))
    if not found:
        return text
    one, other = chance.choice(found), chance.choice(found)
    return text[: one.start()] + other.group() + text[one.end() :]


def _write_value(chance: random.Random, text: str, _: list[str]) -> str:
    """An attribute gets a value nobody expects there."""
    found = list(_VALUE.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return f'{text[: one.start()]}"{chance.choice(_TEXTS)}"{text[one.end() :]}'


def _rename(chance: random.Random, text: str, _: list[str]) -> str:
    """Every tag of one name becomes another."""
    names = [found[2] for found in _TAG.finditer(text)]
    if not names:
        return text
    old, new = chance.choice(names), chance.choice(_TAGS)
    return re.sub(rf"<(/?)((?:bpmn:)?){old}\b", rf"<\1\2{new}", text, count=chance.choice((0, 2)))


def _drop_line(chance: random.Random, text: str, _: list[str]) -> str:
    lines = text.splitlines()
    if len(lines) > 1:
        del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _double_line(chance: random.Random, text: str, _: list[str]) -> str:
    lines = text.splitlines() or [""]
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return "\n".join(lines)


def _borrow_line(chance: random.Random, text: str, others: list[str]) -> str:
    lines = text.splitlines() or [""]
    lines.insert(chance.randrange(len(lines)), chance.choice(chance.choice(others).splitlines()))
    return "\n".join(lines)


def _fill(chance: random.Random, text: str, _: list[str]) -> str:
    """An element gets a text."""
    ends = [found.start() for found in re.finditer("</", text)]
    if not ends:
        return text
    place = chance.choice(ends)
    return text[:place] + chance.choice((*_TEXTS, expression(chance))) + text[place:]


def _cut(chance: random.Random, text: str, _: list[str]) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + text[place + chance.randrange(40) :]


_MUTATIONS = (
    *(_swap_values, _swap_values, _write_value, _write_value, _rename, _drop_line, _double_line),
    *(_borrow_line, _fill, _cut),
)
