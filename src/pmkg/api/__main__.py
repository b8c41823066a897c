"""Print the schema: ``python -m pmkg.api > tests/golden/schema.graphql``."""

from pmkg.api.schema import build_schema
from pmkg.api.settings import ApiSettings

if __name__ == "__main__":
    print(build_schema(ApiSettings()).as_str())
