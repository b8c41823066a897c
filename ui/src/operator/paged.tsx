import { useState, type ReactNode } from "react";
import { useAnswer, type Asked } from "../api/use-answer";
import { Answered } from "../components/states";
import type { TypedDocumentString } from "../generated/graphql";

type PageInfo = { hasNextPage: boolean; endCursor: string | null };
type Given<T, V> = {
  question: TypedDocumentString<T, V & { after: string | null }>;
  variables: V;
  what: string;
  page: (data: T) => PageInfo;
  children: (data: T) => ReactNode;
};

/** Show one page of a long list, with the way on and back to the beginning. */
export function Paged<T, V>({ question, variables, what, page, children }: Given<T, V>) {
  const wanted = JSON.stringify(variables);
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: wanted, after: null });
  // another question begins at its first page
  const after = place.of === wanted ? place.after : null;
  const asked: Asked<T> = useAnswer(question, { ...variables, after });
  return (
    <Answered asked={asked} what={what}>
      {(data) => {
        const { hasNextPage, endCursor } = page(data);
        return (
          <>
            {children(data)}
            <div className="actions">
              {after !== null && (
                <button
                  type="button"
                  className="button small"
                  onClick={() => {
                    setPlace({ of: wanted, after: null });
                  }}
                >
                  To the first
                </button>
              )}
              {hasNextPage && (
                <button
                  type="button"
                  className="button small"
                  onClick={() => {
                    setPlace({ of: wanted, after: endCursor });
                  }}
                >
                  The next 50
                </button>
              )}
            </div>
          </>
        );
      }}
    </Answered>
  );
}
