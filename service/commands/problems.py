"""How commands say what a rule found: the place, how grave it is, the sentence, the rule."""

from workflows import Problem, sentence

WORDS = {"vi": {"error": "lỗi", "warning": "nhắc"}, "en": {"error": "error", "warning": "warning"}}


def told(name: str, problem: Problem, language: str) -> str:
    """One line about a problem of a file, as compilers say theirs."""
    place = f"{name}:{problem.line}" if problem.line else name
    word = WORDS[language][problem.severity]
    return f"{place}: {word}: {sentence(problem, language)} [{problem.rule}]"
