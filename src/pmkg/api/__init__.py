"""GraphQL over a release: the schema, its limits, and the web application that serves it."""

from pmkg.api.app import create_app
from pmkg.api.settings import ApiSettings

__all__ = ["ApiSettings", "create_app"]
