"""The ``pmkg`` command: its commands, its exit statuses, its errors on one line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from pmkg.cli import ask_changes, ask_classes, ask_oncogenicity, ask_other, ask_patients, ask_regimen_sets, ask_trials
from pmkg.cli.agreement import register as register_agreement
from pmkg.cli.ask import ask_app
from pmkg.cli.ask_regimens import register as register_regimens
from pmkg.cli.audit import audit
from pmkg.cli.build import build
from pmkg.cli.collector import collect_seldom, leave_to_the_system
from pmkg.cli.diff import diff
from pmkg.cli.export import export
from pmkg.cli.inspect import ledger, releases, sources
from pmkg.cli.issuer import issuer
from pmkg.cli.jobs import jobs
from pmkg.cli.keys import keys_app
from pmkg.cli.prune import prune
from pmkg.cli.publish import publish
from pmkg.cli.schedule import schedule
from pmkg.cli.searches import searches_app
from pmkg.cli.serve import serve
from pmkg.cli.watches import watches_app
from pmkg.errors import PmkgError, RequestError

OK, FAILED, WRONG_REQUEST = 0, 1, 2

app = typer.Typer(
    name="pmkg",
    help="A precision-medicine knowledge network. It informs professionals and is no medical device.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(build)
app.command()(sources)
app.command()(releases)
app.command()(ledger)
app.command()(diff)
register_agreement(app)
app.command()(export)
app.command()(publish)
app.command()(prune)
app.command()(serve)
app.command()(schedule)
app.command()(jobs)
app.command()(audit)
app.command()(issuer)
ask_other.register(ask_app)
ask_oncogenicity.register(ask_app)
ask_regimen_sets.register(ask_app)
ask_classes.register(ask_app)
ask_changes.register(ask_app)
register_regimens(ask_app)
ask_trials.register(ask_app)
ask_patients.register(ask_app)
app.add_typer(ask_app, name="ask")
app.add_typer(searches_app, name="searches")
app.add_typer(keys_app, name="keys")
app.add_typer(watches_app, name="watches")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 answered, 2 the request was wrong, 1 anything else."""
    try:
        outcome = app(args=None if arguments is None else list(arguments), standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except TyperException as error:
        return _fail(error.format_message(), WRONG_REQUEST)
    except (typer.Abort, KeyboardInterrupt):
        return _fail("interrupted", FAILED)
    except RequestError as error:
        return _fail(str(error), WRONG_REQUEST)
    except PmkgError as error:
        return _fail(str(error), FAILED)
    except BrokenPipeError:
        return FAILED
    except OSError as error:
        return _fail(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), FAILED)
    return outcome if isinstance(outcome, int) else OK


def _fail(message: str, status: int) -> int:
    print(f"pmkg: {' '.join(message.split())}", file=sys.stderr)
    return status


def main() -> None:
    """Run the command line and leave with its status."""
    collect_seldom()
    status = run()
    leave_to_the_system()
    sys.exit(status)
