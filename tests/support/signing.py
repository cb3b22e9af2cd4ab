"""Certificates made on the spot, and PDFs signed with them."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf

_ALL_BUT = {
    "content_commitment": True,
    "digital_signature": True,
    **dict.fromkeys(
        (
            *("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign"),
            *("crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    ),
}


class Signer:
    """Somebody with a key and a certificate that vouches for itself."""

    def __init__(self, name):
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = _certificate(name, self._key)

    def serves(self, host, file):
        """Write down key and certificate as a server of this name reads them."""
        at = x509.SubjectAlternativeName([x509.DNSName(host)])
        self._certificate = _certificate(host, self._key, at)
        key = self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file.write_bytes(key + self.certificate)
        return file

    @property
    def certificate(self):
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    def signs(self, pdf, field="Chu-ky"):
        """Add a signature to a PDF, as signing software does: at its end."""
        signed = BytesIO()
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        sign_pdf(writer, PdfSignatureMetadata(field_name=field), self._signer(), output=signed)
        return signed.getvalue()

    def _signer(self):
        key = self._key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        from asn1crypto import keys
        from asn1crypto import x509 as asn1
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        certificate = asn1.Certificate.load(
            self._certificate.public_bytes(serialization.Encoding.DER)
        )
        store = SimpleCertificateStore()
        store.register(certificate)
        return SimpleSigner(
            signing_cert=certificate,
            signing_key=keys.PrivateKeyInfo.load(key),
            cert_registry=store,
        )


def _certificate(name, key, *extensions):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**_ALL_BUT), critical=True)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(key, hashes.SHA256())
