import { useSyncExternalStore } from "react";

/**
 * The key or token of the person at this page, where the server asks for one.
 *
 * It is held in the memory of this page and nowhere else: a browser's storage outlives the visit and is read by whoever sits down next.
 * A page that is loaded anew asks again, and a password manager may answer.
 */
let credential = "";
let state: CredentialState = { wanted: false, refused: false, given: 0 };
const listeners = new Set<() => void>();

export type CredentialState = {
  /** The server refused a question for want of a valid key. */
  wanted: boolean;
  /** A key was sent with that question. */
  refused: boolean;
  /** How often a key was given: questions are asked anew with each. */
  given: number;
};

function change(next: CredentialState) {
  state = next;
  for (const listener of listeners) listener();
}

/** The header that carries the credential, where there is one. */
export function authorization(): Record<string, string> {
  return credential ? { authorization: `Bearer ${credential}` } : {};
}

export function giveCredential(text: string): void {
  credential = text.trim();
  change({ wanted: false, refused: false, given: state.given + 1 });
}

/** Note that the server wants a credential; what it was sent, if anything, is let go. */
export function credentialRefused(): void {
  if (state.wanted) return;
  change({ ...state, wanted: true, refused: credential !== "" });
  credential = "";
}

export function useCredential(): CredentialState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
