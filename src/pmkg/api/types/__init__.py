"""The types of the schema: declarations only, read from the rows of ``pmkg.api.rows`` and the answers of the model."""

from pmkg.api.types import vocabulary as vocabulary  # the enumerations are registered before any type names one
