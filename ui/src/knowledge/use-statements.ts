import { usePages, type Page, type Pages } from "../api/use-pages";
import { StatementsDocument, type EvidenceFilter, type StatementPartsFragment, type StatementsQuery } from "../generated/graphql";

export type Statement = StatementPartsFragment;

export type Statements = Pages<Statement>;

/** More than any page shows; the largest tumor types have some two thousand. */
const MOST = 3000;

function evidence(data: StatementsQuery): Page<Statement> {
  return data.evidence;
}

/** Read all statements that a filter takes, so that they can be filtered and sorted here. */
export function useStatements(filter: EvidenceFilter): Statements {
  return usePages(StatementsDocument, { filter }, evidence, MOST);
}
