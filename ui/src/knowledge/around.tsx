import { lazy, Suspense } from "react";
import { Fold } from "../components/fold";
import { Loading } from "../components/states";

const NeighborhoodWalk = lazy(() => import("./neighborhood-walk"));
const History = lazy(() => import("./history"));

/** What every knowledge page offers: what stands beside the thing, and what became of it over releases. */
export function Around({ id, label }: { id: string; label: string }) {
  return (
    <>
      <Fold title="What stands beside it">
        <Suspense fallback={<Loading what="the graph" />}>
          <NeighborhoodWalk id={id} label={label} />
        </Suspense>
      </Fold>
      <Fold title="History across releases">
        <Suspense fallback={<Loading what="the history" />}>
          <History id={id} />
        </Suspense>
      </Fold>
    </>
  );
}
