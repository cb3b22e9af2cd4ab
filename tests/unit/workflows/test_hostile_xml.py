"""The attacks an XML file can carry: none is opened, and none takes its time."""

import time

import pytest

from workflows import Engine, Sources
from workflows.decisions import check_table

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DEEP = 300
ATTACKS = {
    "a file of the server": (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "xml-doctype",
    ),
    "a parameter entity": (
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/a.dtd"> %a;]><x/>',
        "xml-doctype",
    ),
    "an internal entity": ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "xml-doctype"),
    "a billion laughs": (
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l9;</x>',
        "xml-doctype",
    ),
    "an entity told many times": (
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x>{"&a;" * 10_000}</x>',
        "xml-doctype",
    ),
    "an attribute without end": (f'<x a="{"a" * 10_000_001}"/>', "xml-size"),
    "a tree without end": ("<x>" * DEEP + "</x>" * DEEP, "xml-syntax"),
}


@pytest.mark.parametrize("judge", [lambda text: Engine().lint(Sources("p", text)), check_table])
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_in_a_file_is_refused_by_its_rule_at_once(name, judge):
    text, rule = ATTACKS[name]

    began = time.process_time()
    found = judge(text)

    assert [one.rule for one in found] == [rule]
    assert time.process_time() - began < 1
