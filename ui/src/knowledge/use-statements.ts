import { useEffect, useState } from "react";
import { ask, type Refusal } from "../api/ask";
import { asRefusal } from "../api/use-answer";
import { StatementsDocument, type EvidenceFilter, type StatementPartsFragment } from "../generated/graphql";

export type Statement = StatementPartsFragment;

export type Statements = {
  items: readonly Statement[];
  total: number | null;
  refusal: Refusal | null;
  done: boolean;
};

/** More than any page shows; the largest tumor types have some two thousand. */
const MOST = 3000;

const NOTHING: Statements = { items: [], total: null, refusal: null, done: false };

/** Read all statements that a filter takes, page by page, so that they can be filtered and sorted here. */
export function useStatements(filter: EvidenceFilter): Statements {
  const asked = JSON.stringify(filter);
  const [read, setRead] = useState<{ asked: string; said: Statements }>({ asked, said: NOTHING });
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      let items: Statement[] = [];
      let after: string | null = null;
      do {
        const variables: { filter: EvidenceFilter; after: string | null } = { filter: JSON.parse(asked) as EvidenceFilter, after };
        const { evidence } = await ask(StatementsDocument, variables, stop.signal);
        items = [...items, ...evidence.nodes];
        after = evidence.pageInfo.hasNextPage && items.length < MOST ? evidence.pageInfo.endCursor : null;
        setRead({ asked, said: { items, total: evidence.totalCount, refusal: null, done: after === null } });
      } while (after !== null);
    };
    load().catch((error: unknown) => {
      if (!stop.signal.aborted) setRead({ asked, said: { ...NOTHING, refusal: asRefusal(error), done: true } });
    });
    return () => {
      stop.abort();
    };
  }, [asked]);
  return read.asked === asked ? read.said : NOTHING;
}
