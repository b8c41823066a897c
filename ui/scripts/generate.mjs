// Write the types of the API and of the questions in src/queries, from the schema that the tests hold.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import * as documents from "@graphql-codegen/typed-document-node";
import { buildSchema, parse, printSchema } from "graphql";

const root = new URL("..", import.meta.url);
const schema = buildSchema(readFileSync(new URL("../tests/golden/schema.graphql", root), "utf8"));
const folder = new URL("src/queries/", root);
const names = readdirSync(folder).filter((name) => name.endsWith(".graphql")).sort();
const out = new URL("src/generated/", root);
mkdirSync(out, { recursive: true });
const written = await codegen({
  filename: "graphql.ts",
  schema: parse(printSchema(schema)),
  documents: names.map((name) => ({
    location: name,
    document: parse(readFileSync(new URL(name, folder), "utf8")),
  })),
  config: {
    documentMode: "string",
    enumsAsTypes: true,
    useTypeImports: true,
    avoidOptionals: false,
    skipTypename: true,
    strictScalars: true,
    scalars: { DateTime: "string", JSON: "unknown", TestedGene: "string | { gene: string; kinds: string[] }" },
  },
  plugins: [{ operations: {} }, { documents: {} }],
  pluginMap: { operations, documents },
});
writeFileSync(new URL("graphql.ts", out), written);
// a server with a safelist answers these documents and no others
const questions = names.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
writeFileSync(new URL("public/questions.graphql", root), questions);
