import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { AnswerPage } from "./answer/answer-page";
import { CasePage } from "./case/case-page";
import { idOf } from "./components/links";
import { Loading } from "./components/states";
import { Layout } from "./layout";

const ComparePage = lazy(() => import("./compare/compare-page"));
const Knowledge = lazy(() => import("./knowledge/knowledge-page"));
const PlainPage = lazy(() => import("./plain/plain-page"));
const OperatorPage = lazy(() => import("./operator/operator-page"));
const SearchPage = lazy(() => import("./knowledge/search-page"));
const SourcesPage = lazy(() => import("./knowledge/sources-page"));
const TumorsPage = lazy(() => import("./tumors/tumors-page"));
const SourcePage = lazy(() => import("./knowledge/source-page"));

/** Every address of the pages; `docs/pages.md` is the scheme that other systems link to. */
export function App() {
  return (
    <Layout>
      <Suspense fallback={<Loading what="the page" />}>
        <Switch>
          <Route path="/" component={CasePage} />
          <Route path="/answer" component={AnswerPage} />
          <Route path="/compare" component={ComparePage} />
          <Route path="/plain" component={PlainPage} />
          <Route path="/operation" component={OperatorPage} />
          <Route path="/search" component={SearchPage} />
          <Route path="/sources" component={SourcesPage} />
          <Route path="/tumors" component={TumorsPage} />
          <Route path="/source/:id">{({ id }) => <SourcePage id={idOf(id)} />}</Route>
          <Route path="/:kind/:id">{({ kind, id }) => <Knowledge key={`${kind}/${id}`} kind={kind} id={idOf(id)} />}</Route>
          <Route>
            <h1>No such page</h1>
            <p>The address names no page. Begin with a case, or search above.</p>
          </Route>
        </Switch>
      </Suspense>
    </Layout>
  );
}
