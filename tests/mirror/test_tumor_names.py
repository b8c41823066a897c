"""Names of tumors that clinicians use are found in a release of the mirror."""

from __future__ import annotations

import pytest

from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.reads import LookupMode
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.ontology_files import read_toml

pytestmark = pytest.mark.mirror

NAMES = {
    "CRC": "colorectal cancer",
    "mCRC": "colorectal cancer",
    "PDAC": "pancreatic ductal adenocarcinoma",
    "pancreatic cancer": "malignant pancreatic neoplasm",
    "HNSCC": "head and neck squamous cell carcinoma",
    "MTC": "medullary thyroid gland carcinoma",
    "CCA": "cholangiocarcinoma",
    "iCCA": "intrahepatic cholangiocarcinoma",
    "astrocytoma": "astrocytoma (excluding glioblastoma)",
    "breast cancer": "breast cancer",
    "HCC": "hepatocellular carcinoma",
    "T-ALL": "T-cell acute lymphoblastic leukemia",
    "appendiceal cancer": "appendix cancer",
    "mCRPC": "castration-resistant prostate carcinoma",
}


@pytest.mark.parametrize(("name", "label"), NAMES.items())
def test_a_name_of_the_clinic_means_one_tumor(release: GraphReader, name: str, label: str) -> None:
    signature = SignatureReader(release).read({"tumorType": name, "alterations": ["BRAF V600E"]})
    assert (signature.tumor.label, [notice.code for notice in signature.warnings]) == (label, [])


def test_every_tumor_that_a_name_means_is_in_the_release(release: GraphReader) -> None:
    meant = {Curie(row["tumor"]) for row in read_toml("tumor_words.toml")["patient"]}
    hits = release.lookup(sorted(meant), (NodeKind.DISEASE,), mode=LookupMode.EXACT)
    assert {name for name in meant if hits.get(name)} == meant
