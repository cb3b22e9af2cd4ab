import pytest

from service.rehearsal.scenario import SCENARIOS, find_scenario, load_scenario
from service.rehearsal.wording import ScenarioInvalid

SMALLEST = """
title = "Thử"
starts_at = 2025-12-03T08:00:00+07:00
units = [{ code = "HTQT", name = "Phòng Hợp tác quốc tế – Văn phòng" }]
people = [{ username = "an", name = "An", position = "", groups = ["standing_body"] }]
nominations = []
tasks = {}

[campaign]
code = "2025"
name = "Đợt thi đua"
legal_regime = "Luật 2022"
starts_on = 2025-10-01
ends_on = 2026-01-25
created_by = "an"
deadlines = []
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "season.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_scenario_can_be_read(path):
    assert load_scenario(path).campaign.code


def test_a_scenario_holds_what_its_file_says(written):
    scenario = load_scenario(written(SMALLEST))

    assert scenario.campaign.created_by == "an"
    assert scenario.units[0].code == "HTQT"


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ('title = "Thử"', "", "the entry title is missing"),
        ('title = "Thử"', "titel = 1\ntitle = 'x'", "close to it: title"),
        ('"standing_body"', '"standing"', "standing is not one of"),
        ("08:00:00+07:00", "08:00:00", "needs its offset"),
        ('name = "An"', "name = 7", "people[1].name: text is expected"),
        ('created_by = "an"', 'created_by = "binh"', "binh is not in the scenario"),
        ("deadlines = []", "deadlines = {}", "campaign.deadlines: a list is expected"),
        ("tasks = {}", "tasks = 3", "tasks: a table is expected"),
        ("tasks = {}", "tasks = {", "not a TOML file"),
        ('title = "Thử"', 'title = "x"\ninclude = ["nowhere.toml"]', "no file nowhere.toml"),
    ],
)
def test_a_mistake_is_named_with_its_place(written, right, wrong, sentence):
    file = written(SMALLEST.replace(right, wrong, 1))

    with pytest.raises(ScenarioInvalid) as refused:
        load_scenario(file)

    assert sentence in str(refused.value)


def test_what_a_file_says_wins_over_what_it_includes(written, tmp_path):
    usual = "[tasks.convene]\nhours = 2\n[tasks.draft_plan]\nhours = 4\n"
    (tmp_path / "usual.toml").write_text(usual, encoding="utf-8")
    file = written(
        'include = ["usual.toml"]\n'
        + SMALLEST.replace("tasks = {}", "tasks = { convene = { hours = 1 } }")
    )

    tasks = load_scenario(file).tasks

    assert (tasks["convene"].hours, tasks["draft_plan"].hours) == (1, 4)


def test_an_unknown_scenario_is_refused_with_the_known_ones():
    with pytest.raises(ScenarioInvalid, match="2025"):
        find_scenario("2019")
