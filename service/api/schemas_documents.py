"""The shapes of papers, their templates and their signed copies."""

import marshmallow as ma
from marshmallow import fields


class SignatureSchema(ma.Schema):
    """One signature of a signed copy, as it was found when it was filed."""

    signer = fields.String()
    signed_at = fields.String(allow_none=True)
    is_intact = fields.Boolean()
    is_trusted = fields.Boolean()
    covers_all = fields.Boolean()


class SignedCopySchema(ma.Schema):
    """A PDF that came back signed."""

    id = fields.Integer()
    sha256 = fields.String()
    is_same_paper = fields.Boolean()
    signatures = fields.List(fields.Nested(SignatureSchema))
    uploaded_at = fields.AwareDateTime(format="iso")
    uploaded_by_id = fields.Integer()


class DocumentSchema(ma.Schema):
    """A paper as it was made."""

    id = fields.Integer()
    instance_id = fields.Integer()
    kind = fields.String()
    edition = fields.Integer()
    docx_sha256 = fields.String()
    pdf_sha256 = fields.String()
    template_id = fields.Integer(allow_none=True)
    made_at = fields.AwareDateTime(format="iso")
    made_by_id = fields.Integer()
    signed_copies = fields.List(fields.Nested(SignedCopySchema))


class OfferedDocumentSchema(ma.Schema):
    """A paper a case has: whether it can be made now, and what was made."""

    kind = fields.String()
    is_at_hand = fields.Boolean()
    editions = fields.List(fields.Nested(DocumentSchema))


class TemplateSchema(ma.Schema):
    """The template of a paper; version 0 is the shipped one."""

    kind = fields.String()
    version = fields.Integer()
    sha256 = fields.String()
    fields_of_paper = fields.List(fields.String(), data_key="fields")
