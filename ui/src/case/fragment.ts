import { NO_CASE, tidy, type Signature } from "./signature";
import { readJson } from "./paste";

/**
 * Write a case as the fragment of an address. A browser keeps the fragment to itself: it is in no request and no log.
 */
export function toFragment(signature: Signature): string {
  const kept = tidy(signature);
  return Object.keys(kept).length === 0 ? "" : `#signature=${encodeURIComponent(JSON.stringify(kept))}`;
}

/** Write two cases of one patient as a fragment: what was found first, and what was found later. */
export function pairToFragment(before: Signature, after: Signature): string {
  return `#${[["signature", before] as const, ["then", after] as const]
    .map(([name, signature]) => `${name}=${encodeURIComponent(JSON.stringify(tidy(signature)))}`)
    .join("&")}`;
}

/**
 * Read two cases from a fragment; where it holds one, the second is the same.
 *
 * @throws {Error} where it holds something else.
 */
export function pairFromFragment(fragment: string): { before: Signature; after: Signature } {
  const before = fromFragment(fragment);
  const then = new URLSearchParams(plusKept(fragment.replace(/^#/, ""))).get("then");
  return { before, after: then ? readJson(then) : before };
}

/**
 * Read a case from a fragment; an empty fragment is no case.
 *
 * @throws {Error} where it holds something else; the message says what.
 */
export function fromFragment(fragment: string): Signature {
  const given = new URLSearchParams(plusKept(fragment.replace(/^#/, ""))).get("signature");
  return given ? readJson(given) : NO_CASE;
}

/**
 * Move launch parameters of another system into the fragment: `?signature=` with JSON, or `?gene=&variant=&tumor=`.
 *
 * Gives the fragment, or null where the address has no launch parameter.
 */
export function launched(search: string): string | null {
  const given = new URLSearchParams(plusKept(search.replace(/^\?/, "")));
  const whole = given.get("signature");
  if (whole !== null) return `#signature=${encodeURIComponent(whole)}`;
  const [gene, variant, tumor] = ["gene", "variant", "tumor"].map((name) => given.get(name)?.trim() ?? "");
  if (!gene && !variant && !tumor) return null;
  const text = [gene, variant].filter(Boolean).join(" ");
  return toFragment({ ...(tumor ? { tumorType: tumor } : {}), alterations: text ? [{ text }] : [] });
}

/** A plus is part of many names (3+, HER2+); only %20 is a space here. */
function plusKept(text: string): string {
  return text.replaceAll("+", "%2B");
}
