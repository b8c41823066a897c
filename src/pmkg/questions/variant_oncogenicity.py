"""The question how oncogenic the small variants of a signature are."""

from __future__ import annotations

from pmkg.model.oncogenicity import Oncogenicity, OncogenicityAnswer
from pmkg.model.signature import Signature
from pmkg.model.variant import Mutation
from pmkg.ports.reader import GraphReader
from pmkg.questions.patient import Patient, read_patient
from pmkg.vocabulary.oncogenicity import standard


class OncogenicityQuestion:
    """Answer ``oncogenicity`` on one release."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._release = reader.manifest().release

    def ask(self, signature: Signature) -> OncogenicityAnswer:
        """Class every small variant of a signature, in the order given; other alterations have no class of this standard."""
        patient = read_patient(self._reader, signature)
        mutations = dict.fromkeys(item.alteration for item in signature.found if isinstance(item.alteration, Mutation))
        return OncogenicityAnswer(
            id=signature.id,
            release=self._release,
            variants=tuple(_classed(mutation, patient) for mutation in mutations),
            citation=standard().citation,
            warnings=signature.warnings,
        )


def _classed(mutation: Mutation, patient: Patient) -> Oncogenicity:
    assessment = patient.assess(mutation)
    return Oncogenicity(
        gene=mutation.gene.id,
        alteration=mutation.text,
        classification=assessment.classification,
        basis=assessment.basis,
        points=sum(point.points for point in assessment.points),
        codes=assessment.points,
        calls=assessment.calls,
        effect=tuple(sorted(assessment.verdicts)),
        role=patient.role(mutation.gene.id),
        open=tuple(f"{code}: {why}" for code, why in standard().unassessed.items()),
    )
