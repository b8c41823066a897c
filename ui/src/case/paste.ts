import type { AlterationInput } from "../generated/graphql";
import type { Signature } from "./signature";

/**
 * Split pasted text into alterations: one a line, or separated by semicolons. Tabs, bullets and numbering go.
 *
 * A comma separates only where a new gene symbol follows, since names such as `p.(E746_A750del), exon 19` hold commas.
 */
export function readText(text: string): AlterationInput[] {
  return text
    .split(/[;\n\r]+|,\s*(?=[A-Z][A-Z0-9-]{1,9}(?:::|[\s:])|(?:TMB|MSI)\b)/)
    .map((part) => part.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, "").replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .map((part) => ({ text: part }));
}

/**
 * Read a signature file.
 *
 * @throws {Error} where the text is no signature; the message says what is wrong and repeats nothing of it.
 */
export function readJson(text: string): Signature {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error("This is not JSON. A signature file begins with { and names tumorType and alterations.");
  }
  if (data === null || typeof data !== "object" || Array.isArray(data)) {
    throw new Error("A signature is one JSON object with tumorType and alterations.");
  }
  const given = data as Record<string, unknown>;
  const alterations = given.alterations ?? [];
  if (!Array.isArray(alterations)) throw new Error("The member alterations of a signature is a list.");
  return { ...given, alterations: alterations.map(asAlteration) };
}

function asAlteration(item: unknown): AlterationInput {
  if (typeof item === "string") return { text: item };
  if (item !== null && typeof item === "object" && !Array.isArray(item)) return item;
  throw new Error("Every alteration of a signature is a text or an object.");
}

/** Whether pasted text is meant as a signature file. */
export function looksLikeJson(text: string): boolean {
  return text.trimStart().startsWith("{");
}
