"""Vietnamese words are found without their diacritics, alike in Python and in the database."""

import pytest
from sqlalchemy import literal, select

from service.queries.folding import Folded, fold, mentions

WORDS = ["Đặng Thị Ngọc Ánh", "HỢP TÁC QUỐC TẾ", "Lễ tân đối ngoại", "Nguyễn Ửng Khuê", "ỹ Ỷ ẵ Ặ"]


@pytest.mark.parametrize("word", WORDS)
def test_the_database_folds_a_word_as_python_does(units_of_work, word):
    with units_of_work.read() as session:
        assert session.scalar(select(Folded(literal(word)))) == fold(word)


@pytest.mark.parametrize("typed", ["dang thi", "ĐẶNG", "ngoc anh", "Đặng"])
def test_a_name_is_found_however_it_is_typed(units_of_work, typed):
    with units_of_work.read() as session:
        assert session.scalar(select(mentions(typed, literal(WORDS[0]))))


@pytest.mark.parametrize("typed", ["100%", "_", "đặng văn"])
def test_a_sign_means_itself(units_of_work, typed):
    with units_of_work.read() as session:
        assert not session.scalar(select(mentions(typed, literal(WORDS[0]))))
