import type { ReactNode } from "react";
import { citedPage, webAddress } from "./links";

/** Link to another host: opened apart, told nothing of where the reader comes from. */
export function OutLink({ href, children }: { href: string | null | undefined; children: ReactNode }) {
  const address = webAddress(href);
  if (!address) return <>{children}</>;
  return (
    <a className="out" href={address} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
      {children}
      <span aria-hidden="true"> ↗</span>
      <span className="unseen"> (opens another site)</span>
    </a>
  );
}

/** A citation with a link where it has a page; long references are cut to a line and held whole in the title. */
export function Citation({ text }: { text: string }) {
  if (!text) return <span className="muted">none stated</span>;
  const short = text.length > 90 ? `${text.slice(0, 88)}…` : text;
  return (
    <span className="citation" title={short === text ? undefined : text}>
      <OutLink href={citedPage(text)}>{short}</OutLink>
    </span>
  );
}
