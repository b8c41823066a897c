import { useEffect, useRef, useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { CredentialForm } from "./components/credential-form";
import { pageOf } from "./components/links";
import { PasteLinks } from "./components/paste-links";
import { TypeAhead } from "./components/type-ahead";

/** Say on every page what this is not. */
export function Statement() {
  return (
    <p className="statement">
      <strong>This informs professionals and does not decide.</strong> It is no medical device: it has not been validated
      for clinical decisions. Check every statement at its source.
    </p>
  );
}

function GlobalSearch() {
  const [text, setText] = useState("");
  const [, go] = useLocation();
  return (
    <search className="global-search">
      <TypeAhead
        label="Search genes, drugs, diseases, trials, phenotypes"
        quiet
        placeholder="Search gene, drug, disease, trial…"
        kinds={null}
        text={text}
        onText={setText}
        showKinds
        onHit={(hit) => {
          setText("");
          go(pageOf(hit.kind, hit.id));
        }}
        onEnter={() => {
          if (text.trim()) go(`/search#q=${encodeURIComponent(text.trim())}`);
        }}
      />
    </search>
  );
}

/** Frame every page: skip link, navigation, search, the statement. A new page takes the focus, for screen readers. */
export function Layout({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <>
      <a className="skip" href="#content" onClick={(event) => {
        // the fragment holds the case: a plain link would put it out of the address
        event.preventDefault();
        main.current?.focus();
      }}>
        Skip to the content
      </a>
      <header className="top">
        <nav aria-label="Main">
          <Link href="/" className="brand">
            pmkg
          </Link>
          <Link href="/" className="nav">
            New case
          </Link>
          <Link href="/tumors" className="nav">
            Tumor types
          </Link>
          <Link href="/sources" className="nav">
            Sources
          </Link>
        </nav>
        <GlobalSearch />
      </header>
      <main id="content" ref={main} tabIndex={-1}>
        <CredentialForm />
        {children}
      </main>
      <footer className="bottom">
        <PasteLinks key={path} path={path} />
        <Statement />
        <p>
          <Link href="/sources">Sources, versions and licenses</Link> · <Link href="/operation">Operation</Link> · <a href="/graphql">GraphQL</a>
        </p>
      </footer>
    </>
  );
}
