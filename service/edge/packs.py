"""Inspection packs as pages, programs and commands give them out, with the report inside."""

from flask import Response, current_app

from service.audit.keys import SigningKey
from service.documents import sha256
from service.edge.context import config, engine, stop_reading, units_of_work
from service.edge.identity import actor
from service.edge.language import speaking
from service.operations.pack_contents import Contents, name_of
from service.operations.packs import FindScope, Packer


def packer() -> Packer:
    """Makes packs of this app's database, signed with the key of the installation."""
    key = SigningKey.of(config().ledger_key_file)
    return Packer(units_of_work(), engine(), key, write_report)


def give_pack(find: FindScope) -> Response:
    """Answer with a pack, once the ledger knows who takes it."""
    stop_reading()
    pack = packer().take(actor(), find)
    response = Response(pack.content, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{pack.name}"'
    return response


def write_report(contents: Contents) -> str:
    """Write the report of a pack: Vietnamese, with the headings in English too."""
    with speaking("vi"):
        template = current_app.jinja_env.get_template("pack_report.html")
        return template.render(pack=contents, name_of=name_of, digest_of=sha256)
