import type { TypedDocumentString } from "../generated/graphql";
import { authorization, credentialRefused } from "./credential";

/** An error as the API states it: a stable code, a message for people, and near names where it knows some. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly suggestions: readonly string[] = [],
  ) {
    super(message);
    this.name = "Refusal";
  }
}

type Fault = { message: string; extensions?: { code?: string; suggestions?: string[] } };
type Reply<T> = { data?: T; errors?: Fault[] };

function refusal(fault: Fault): Refusal {
  return new Refusal(fault.extensions?.code ?? "BAD_REQUEST", fault.message, fault.extensions?.suggestions ?? []);
}

async function reply<T>(response: Response): Promise<Reply<T>> {
  try {
    return (await response.json()) as Reply<T>;
  } catch {
    throw new Refusal("UNREACHABLE", `The server answered with status ${response.status} and no data.`);
  }
}

/**
 * Ask this server one question. What a patient's case holds is in the body of the request and nowhere else.
 *
 * @throws {Refusal} where the server refuses, or cannot be reached.
 */
export async function ask<T, V>(question: TypedDocumentString<T, V>, variables: V, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization() },
      body: JSON.stringify({ query: question.toString(), variables }),
      credentials: "same-origin",
      referrerPolicy: "no-referrer",
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal("UNREACHABLE", "The server cannot be reached. Check the connection, then try again.");
  }
  if (response.status === 401) credentialRefused();
  const { data, errors } = await reply<T>(response);
  const first = errors?.[0];
  if (first) throw refusal(first);
  if (!data) throw new Refusal("UNREACHABLE", `The server answered with status ${response.status} and no data.`);
  return data;
}
