"""Says in Vietnamese what libraries say in English about a file."""

import re
from collections.abc import Iterable

from workflows.wording import Both

_NAMESPACE = re.compile(r"\{http[^}]*\}")


def xml_reason(message: str) -> Both:
    """What the XML reader says."""
    return _said(message, _OF_XML, "XML viết sai ở đây")


def schema_reason(message: str) -> Both:
    """What the BPMN schema says, without the namespaces."""
    plain = _NAMESPACE.sub("", message).rstrip(".")
    return _said(plain, _OF_SCHEMA, "phần tử hoặc thuộc tính không đúng chỗ hay sai dạng")


def _said(message: str, patterns: Iterable[tuple[re.Pattern[str], str]], otherwise: str) -> Both:
    for pattern, vi in patterns:
        match = pattern.match(message)
        if match is not None:
            return Both(message, vi.format(*(group or "" for group in match.groups())))
    return Both(message, otherwise)


def _read(patterns: dict[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), vi) for pattern, vi in patterns.items())


_OF_XML = _read(
    {
        r"Opening and ending tag mismatch: (\S+)(?: line (\d+))? and (\S+)": (
            "thẻ mở {0} (dòng {1}) và thẻ đóng {2} không khớp"
        ),
        r"Start tag expected": "không bắt đầu bằng một thẻ",
        r"Document is empty": "tệp trống",
        r"Premature end of data in tag (\S+) line (\d+)": (
            "tệp dừng giữa chừng: thẻ {0} (dòng {1}) chưa đóng"
        ),
        r"Extra content at the end": "còn nội dung sau thẻ cuối cùng",
        r"Entity '(.*?)' not defined": "thực thể {0} chưa khai báo",
        r"Namespace prefix (\S+)(?: for (\S+))? on (\S+) is not defined": (
            "tiền tố {0} ở {2} chưa khai báo không gian tên"
        ),
        r"Attribute (\S+) redefined": "thuộc tính {0} viết hai lần",
        r"AttValue": "giá trị của thuộc tính phải đặt trong dấu nháy",
        r"xmlParseEntityRef|EntityRef": "dấu & phải viết là &amp;",
        r"Unescaped '<'": "dấu < trong thuộc tính phải viết là &lt;",
        r"PCDATA invalid Char value (\d+)|Char 0x(\w+) out of": "có ký tự không được phép ({0}{1})",
        r"Couldn't find end of Start Tag (\S+)(?: line (\d+))?": "thẻ {0} (dòng {1}) chưa đóng",
        r"Specification mandates value for attribute (\S+)": "thuộc tính {0} thiếu giá trị",
        r"attributes construct error": "các thuộc tính của một thẻ viết sai",
        r"Excessive depth": "các thẻ lồng quá sâu",
        r"Comment not terminated": "chú thích chưa đóng",
        r"CData section not finished": "đoạn CDATA chưa đóng",
        r"xmlParseStartTag|StartTag": "tên của một thẻ viết sai",
        r"expected '>'": "thiếu dấu > của một thẻ",
    }
)
_OF_SCHEMA = _read(
    {
        r"Element '(\S+?)'(?:, attribute '\S+')?: The attribute '(\S+?)' is not allowed": (
            "{0} không được có thuộc tính {1}"
        ),
        r"Element '(\S+?)': The attribute '(\S+?)' is required but missing": (
            "{0} thiếu thuộc tính {1}"
        ),
        r"Element '(\S+?)': This element is not expected(?:\. Expected is (?:one of )?(\(.*))?": (
            "{0} không được đứng ở đây {1}"
        ),
        r"Element '(\S+?)': Missing child element\(s\)(?:\. Expected is (?:one of )?(\(.*))?": (
            "{0} thiếu phần tử bên trong {1}"
        ),
        r"Element '(\S+?)', attribute '(\S+?)': \[facet 'enumeration'\] "
        r"The value '(.*)' is not an element of the set (\{.*\})": (
            "{0}: thuộc tính {1} không thể là {2}, chỉ có {3}"
        ),
        r"Element '(\S+?)', attribute '(\S+?)': '(.*)' is not a valid value.* type '(\S+)'": (
            "{0}: thuộc tính {1} không thể là {2} (kiểu {3})"
        ),
        r"Element '(\S+?)': '(.*)' is not a valid value of the atomic type '(\S+)'": (
            "{0} không thể chứa {1} (kiểu {2})"
        ),
        r"Element '(\S+?)': Character content": "{0} không được chứa chữ trực tiếp",
        r"Element '(\S+?)', attribute '(\S+?)': Duplicate|Element '(\S+?)': Duplicate": (
            "{0}{2}: giá trị của {1} bị trùng"
        ),
        r"Element '(\S+?)': The type definition is abstract": "{0} không dùng trực tiếp được",
        r"Element '(\S+?)': No matching global": "{0} không phải phần tử gốc của BPMN",
        r"Element '(\S+?)', attribute '(\S+?)'": "{0}: thuộc tính {1} sai dạng",
        r"Element '(\S+?)'": "{0} không đúng chỗ hoặc sai dạng",
    }
)
