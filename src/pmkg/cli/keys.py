"""``pmkg keys``: who may ask the API of a home."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pmkg.cli.home import Home, Json, home_folder

if TYPE_CHECKING:
    from pmkg.model.access import ApiKey

keys_app = typer.Typer(help="Make, list and revoke keys for the API.", no_args_is_help=True, rich_markup_mode=None)

Label = Annotated[str, typer.Option("--label", help="Whose key it is; stands in lists, never in an answer.")]
RoleNames = Annotated[
    list[str], typer.Option("--role", help="public, scientist, clinician or operator; may be given several times.")
]
Days = Annotated[
    int | None, typer.Option("--days", help="For how many days it is valid; without an end when not given.")
]
KeyId = Annotated[str, typer.Argument(metavar="ID", help="The id that 'pmkg keys list' shows, or the key itself.")]


@keys_app.command()
def create(label: Label, role: RoleNames, days: Days = None, home: Home = None) -> None:
    """Make a key and print it, once: only a digest of it is kept."""
    from pmkg.model.access import roles_named
    from pmkg.model.api_keys import make_key
    from pmkg.store.key_file import KeyFile

    text, key = make_key(label, roles_named(role), datetime.now(UTC), days)
    KeyFile(home_folder(home)).put(key)
    until = f"until {key.expires:%Y-%m-%d %H:%M} UTC" if key.expires else "until it is revoked"
    print(f"key {key.id} for {key.label!r} is valid {until}; it is shown only now", file=sys.stderr)
    print(text)


@keys_app.command("list")
def list_keys(json_output: Json = False, home: Home = None) -> None:
    """Show all keys, those without effect too; the keys themselves are kept nowhere."""
    from pmkg.store.key_file import KeyFile

    keys = KeyFile(home_folder(home)).list()
    if json_output:
        import orjson

        sys.stdout.write(orjson.dumps([_plain(key) for key in keys], option=orjson.OPT_INDENT_2).decode() + "\n")
        return
    from pmkg.cli.tables import print_line, print_whole
    from pmkg.cli.terminal import console

    if not keys:
        print_line(console(), "There is no key at this home; 'pmkg keys create' makes one.")
        return
    rows = [(key.id, key.label, ", ".join(sorted(key.roles)), f"{key.created:%Y-%m-%d}", _state(key)) for key in keys]
    print_whole(console(), ("Id", "Label", "Roles", "Created", "State"), rows)


@keys_app.command()
def revoke(id: KeyId, home: Home = None) -> None:
    """Close a key at once, in every running server of this home."""
    from dataclasses import replace

    from pmkg.errors import NotFound
    from pmkg.model.api_keys import key_id
    from pmkg.store.key_file import KeyFile

    keys = KeyFile(home_folder(home))
    key = keys.find(key_id(id) or id)
    if key is None:
        raise NotFound(f"key {key_id(id) or id!r}", tuple(each.id for each in keys.list()[:5]))
    if key.revoked is None:
        keys.put(replace(key, revoked=datetime.now(UTC)))
    print(f"key {key.id} of {key.label!r} opens nothing any more", file=sys.stderr)


def _state(key: ApiKey) -> str:
    if key.revoked is not None:
        return f"revoked {key.revoked:%Y-%m-%d}"
    if key.expires is None:
        return "valid"
    return f"{'valid until' if key.valid(datetime.now(UTC)) else 'expired'} {key.expires:%Y-%m-%d}"


def _plain(key: ApiKey) -> dict[str, Any]:
    times = {"created": key.created, "expires": key.expires, "revoked": key.revoked}
    valid = key.valid(datetime.now(UTC))
    return {"id": key.id, "label": key.label, "roles": sorted(key.roles), **times, "valid": valid}
