"""Turn the MAF files of TCGA in a mirror into signatures, one JSON line a tumor.

    python -m benchmarks.tcga_signatures --mirror DIR --out FILE [--every 30]

The files come in two forms: Firehose (column ``Protein_Change``) and MC3 (``HGVSp_Short``, most with ``HGVSc``). An alteration
is told as the row tells it: by its protein change, else by its c. expression, else by its coordinates, which are GRCh37.
The output holds patients' data under the terms of TCGA's open access tier; it belongs to no repository.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson

_COHORTS = Path(__file__).with_name("tcga_cohorts.toml")
_NAMELESS = frozenset({"", ".", "p.?"})


@dataclass(frozen=True, slots=True)
class Written:
    """Count what was written."""

    tumors: int
    alterations: int


def tumor_types() -> dict[str, str]:
    """Give the tumor type of each cohort."""
    cohorts = tomllib.loads(_COHORTS.read_text(encoding="utf-8"))["cohort"]
    return {name: cohort["tumor"] for name, cohort in cohorts.items()}


def signatures(folder: Path, cohort: str = "*") -> Iterator[dict[str, object]]:
    """Give the signatures of every MAF file in a folder, or of one cohort's, by cohort and barcode."""
    types = tumor_types()
    for path in sorted(folder.glob(f"{cohort}.*maf.tsv.gz")):
        tumors: dict[str, list[dict[str, str]]] = {}
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                tumors.setdefault(row["Tumor_Sample_Barcode"], []).append(alteration(row))
        named = path.name.partition(".")[0]
        for barcode in sorted(tumors):
            yield {"id": barcode, "tumorType": types.get(named), "alterations": tumors[barcode]}


def alteration(row: Mapping[str, str]) -> dict[str, str]:
    """Tell one row of a MAF file in the words of a signature.

    >>> alteration({"Hugo_Symbol": "BRAF", "Protein_Change": "p.V600E"})
    {'gene': 'BRAF', 'protein': 'V600E'}
    """
    gene = row["Hugo_Symbol"]
    protein = (row.get("HGVSp_Short") or row.get("Protein_Change") or "").strip()
    if protein not in _NAMELESS:
        return {"gene": gene, "protein": protein.removeprefix("p.")}
    coding = (row.get("HGVSc") or "").strip()
    if coding not in _NAMELESS:
        return {"gene": gene, "hgvs": coding}
    position = int(float(row["Start_Position"]))
    alleles = f"{row['Reference_Allele'] or '-'}:{row['Tumor_Seq_Allele2'] or '-'}"
    return {"gene": gene, "genomic": f"GRCh37:{row['Chromosome']}:{position}:{alleles}"}


def write(folder: Path, out: BinaryIO, every: int = 1) -> Written:
    """Write every so many signatures as JSON lines."""
    tumors = alterations = 0
    for number, signature in enumerate(signatures(folder)):
        if number % every:
            continue
        line = orjson.dumps(signature)
        out.write(line + b"\n")
        tumors += 1
        alterations += len(signature["alterations"])  # type: ignore[arg-type]  # the list that signatures() made
    return Written(tumors, alterations)


def main() -> None:
    """Write the signatures of a mirror."""
    parser = argparse.ArgumentParser(description="Turn TCGA's MAF files into signatures")
    parser.add_argument("--mirror", type=Path, required=True, help="the mirror; its folder tcga is read")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="keep one tumor of so many")
    options = parser.parse_args()
    with options.out.open("wb") as out:
        written = write(options.mirror / "tcga", out, options.every)
    print(f"{written.tumors:,} tumors, {written.alterations:,} alterations")


if __name__ == "__main__":
    main()
