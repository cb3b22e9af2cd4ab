"""An office's own templates: used from then on, or refused with a sentence."""

from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement

from service.documents import Scene, check_template, draw_up, pdf_of, shipped_template
from service.errors import Invalid, NotAllowed
from service.models import DocumentKind, DocumentTemplate
from service.operations.documents import make_document, replace_template
from service.queries.documents import template_in_force
from service.unit_of_work import Actor
from tests.integration.documents.test_making import OFFICE
from tests.support.papers import paragraphs, pdf_text

KIND = DocumentKind.COUNCIL_MINUTES


def written(*lines, spoil=None):
    """A template somebody typed."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if spoil is not None:
        spoil(document)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


@pytest.fixture
def replaces(given, units_of_work, decisions):
    def replace(content, person="standing_body", kind=KIND):
        with units_of_work.open(Actor.person(decisions.people[person].id)) as uow:
            return replace_template(uow, kind, content)

    return replace


OWN = (
    "Mẫu riêng của {{ issuer | upper }}",
    "{%p for line in minutes %}",
    "{{ line.text }}",
    "{%p endfor %}",
)


def test_an_own_template_is_used_for_the_docx_and_the_pdf_alike(decisions, replaces, units_of_work):
    instance = decisions.council_passes(decisions.nomination(1))
    template = replaces(written(*OWN))

    with units_of_work.read() as session:
        made = draw_up(Scene(session, instance, OFFICE), KIND, template_in_force(session, KIND))

    assert paragraphs(made)[0].startswith("Mẫu riêng của HỘI ĐỒNG")
    assert "Mẫu riêng của HỘI ĐỒNG" in pdf_text(pdf_of(made, KIND))
    assert template.version == 1


def test_a_paper_remembers_the_template_it_was_made_from(decisions, replaces, units_of_work):
    instance = decisions.council_passes(decisions.nomination(1))
    template = replaces(written(*OWN))

    with units_of_work.open(Actor.person(decisions.people["director"].id)) as uow:
        made = make_document(uow, OFFICE, instance.id, KIND)

    assert made.template_id == template.id


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_shipped_template_would_be_taken_back(kind):
    check_template(kind, shipped_template(kind))


def insert(tag):
    def spoil(document):
        document.paragraphs[0]._p.append(OxmlElement(tag))

    return spoil


def number(document):
    document.paragraphs[0]._p.get_or_add_pPr().append(OxmlElement("w:numPr"))


def fill_header(document):
    document.sections[0].header.paragraphs[0].add_run("{")
    document.sections[0].header.paragraphs[0].add_run("{ 9 ** 9 }}")


def point_outside(document):
    document.part.rels.get_or_add_ext_rel("http://x/attachedTemplate", "file://server/a.dotm")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no archive", "không mở được như một văn bản .docx"),
        (b"PK\x03\x04 no more of one", "không mở được như một văn bản .docx"),
        (written("{{ minuts }}"), "không có trường “minuts”. Gần nhất là “minutes”"),
        (written("{{ campaign.__class__ }}"), "không có trường “__class__”"),
        (written("{{ campaign"), "Không đọc được chỗ điền"),
        (written("{% for a in range(9) %}{% endfor %}"), "không được dùng Call"),
        (written("{{ 9 ** 9 }}"), "không được dùng Pow"),
        (written("{{ campaign | pprint }}"), "bộ lọc “pprint”"),
        (written("{% include 'a' %}"), "không được dùng Include"),
        (written("a", spoil=insert("w:drawing")), "có hình hoặc nét vẽ"),
        (written("a", spoil=insert("w:sdt")), "ô điền"),
        (written("a", spoil=number), "đánh số"),
        (written("a", spoil=fill_header), "ngoài phần nội dung (word/header1.xml)"),
        (written("a", spoil=point_outside), "trỏ đến tệp bên ngoài (file://server/a.dotm)"),
    ],
)
def test_what_cannot_be_a_template_gets_a_sentence_and_changes_nothing(
    decisions, replaces, content, said
):
    with pytest.raises(Invalid) as refused:
        replaces(content)

    assert said in refused.value.sentence("vi")
    assert decisions.rows(DocumentTemplate) == []


def test_only_the_standing_body_and_administrators_replace_templates(decisions, replaces):
    with pytest.raises(NotAllowed):
        replaces(written(*OWN), "director")

    assert decisions.rows(DocumentTemplate) == []


def test_a_template_of_one_paper_is_none_of_another(replaces, units_of_work):
    replaces(written(*OWN))

    with units_of_work.read() as session:
        assert template_in_force(session, DocumentKind.COUNT_RECORD) is None
