import { Link } from "wouter";

/** Say that a release does not know a name, and where to go on. */
export function NotFound({ what, id }: { what: string; id: string }) {
  return (
    <>
      <h1>Not in this release</h1>
      <p className="state empty">
        This release knows no {what} <strong>{id}</strong>. <Link href={`/search#q=${encodeURIComponent(id)}`}>Search for it</Link>.
      </p>
    </>
  );
}
