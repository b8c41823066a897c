/** Cut a text to a length, with a sign that it was longer. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Keep each text once, however it is capitalized. */
export function distinct(texts: readonly string[]): string[] {
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}

/** End a text as a sentence, cut to a length. */
export function sentence(text: string, length: number): string {
  return text.length > length ? cut(text, length) : `${text}.`;
}
