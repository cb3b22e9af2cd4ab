"""Signatures in a PDF: by whom, when, and whether it was changed since."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from service.errors import Invalid

_WHOLE: Final = SignatureCoverageLevel.ENTIRE_FILE


def read_signatures(content: bytes, trusted: Path) -> list[dict[str, Any]]:
    """Tell who signed a PDF, and whether what they signed is what is there.

    ``trusted`` is a folder with the certificates of those who vouch for signers.
    """
    try:
        reader = PdfFileReader(BytesIO(content))
        return list(_read(reader, trusted))
    except (PdfError, ValueError, KeyError, TypeError, IndexError) as error:
        raise Invalid({"file": ["malformed"]}, "signed_copy.not_pdf") from error


def _read(reader: PdfFileReader, trusted: Path) -> Iterator[dict[str, Any]]:
    load: Any = load_certs_from_pemder
    vouching = list(load(map(str, sorted(trusted.glob("*.pem")))))
    for signature in reader.embedded_signatures:
        context = ValidationContext(trust_roots=vouching, allow_fetching=False)
        status = validate_pdf_signature(signature, signer_validation_context=context)
        yield _told(status)


def _told(status: PdfSignatureStatus) -> dict[str, Any]:
    at = status.signer_reported_dt
    return {
        "signer": str(status.signing_cert.subject.native.get("common_name", "")),
        "signed_at": at.isoformat() if at else None,
        "is_intact": status.intact and status.valid,
        "is_trusted": status.trusted,
        "covers_all": status.coverage >= _WHOLE and bool(status.bottom_line or status.intact),
    }
