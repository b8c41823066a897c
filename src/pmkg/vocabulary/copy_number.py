"""What a measured copy number amounts to, by the thresholds of ``ontology/copy_number.toml``."""

from __future__ import annotations

from pmkg.model.variant import CopyCall
from pmkg.vocabulary.ontology_files import read_toml

DIPLOID = 2.0


def copy_call(symbol: str, copies: float, ploidy: float = DIPLOID) -> CopyCall | None:
    """Name the call that copies at a ploidy amount to, None for no change.

    >>> copy_call("MYC", 3), copy_call("MYC", 12), copy_call("CDKN2A", 0), copy_call("CDKN2A", 2)
    (<CopyCall.GAIN: 'gain'>, <CopyCall.AMPLIFICATION: 'amplification'>, <CopyCall.DEEP_DELETION: 'deep_deletion'>, None)
    """
    table = read_toml("copy_number.toml")
    limits = {**table["default"], **table.get("gene", {}).get(symbol, {})}
    if copies < limits["deep_deletion_below"]:
        return CopyCall.DEEP_DELETION
    if copies >= ploidy + limits["amplification"]:
        return CopyCall.AMPLIFICATION
    if copies > ploidy + limits["gain"]:
        return CopyCall.GAIN
    return CopyCall.LOSS if copies < ploidy - limits["loss"] else None
