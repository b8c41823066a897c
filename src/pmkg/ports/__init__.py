"""What the rest of the system asks of a store. Stores implement these; questions and the API know nothing else."""

from pmkg.ports.access import Audit, Keys
from pmkg.ports.contents import Contents
from pmkg.ports.jobs import Jobs
from pmkg.ports.reader import GraphReader, LedgerFilter, LedgerPage, Step
from pmkg.ports.releases import Releases
from pmkg.ports.writer import GraphWriter

__all__ = [
    "Audit",
    "Contents",
    "GraphReader",
    "GraphWriter",
    "Jobs",
    "Keys",
    "LedgerFilter",
    "LedgerPage",
    "Releases",
    "Step",
]
