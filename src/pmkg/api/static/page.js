"use strict";

const { createElement } = React;
const saved = document.getElementById("saved");
const place = document.getElementById("graphiql");
const key = document.getElementById("key");

// GraphiQL would keep every query and its variables in the browser; a signature is patient content and is not stored
const nothing = { getItem: () => null, setItem() {}, removeItem() {}, clear() {}, length: 0 };
const authorization = () => (key.value.trim() ? { authorization: `Bearer ${key.value.trim()}` } : {});
const withKey = (address, options) => fetch(address, { ...options, headers: { ...options?.headers, ...authorization() } });
const fetcher = GraphiQL.createFetcher({ url: "/graphql", fetch: withKey });

function show(question) {
  const editor = createElement(GraphiQL, {
    key: question.name,
    fetcher,
    storage: nothing,
    query: question.query,
    variables: JSON.stringify(question.variables, null, 2),
    defaultEditorToolsVisibility: "variables",
    isHeadersEditorEnabled: false,
    shouldPersistHeaders: false,
  });
  ReactDOM.render(editor, place);
}

async function begin() {
  const response = await withKey("/graphql/questions");
  if (response.status === 401) {
    key.addEventListener("change", begin, { once: true });
    key.focus();
    return;
  }
  const questions = await response.json();
  for (const question of questions) {
    saved.append(new Option(question.title, question.name));
  }
  saved.addEventListener("change", () => {
    const chosen = questions.find((each) => each.name === saved.value);
    if (chosen) {
      show(chosen);
    }
  });
  const first = questions.find((each) => each.name === "targeted-drugs") ?? questions[0];
  saved.value = first.name;
  show(first);
}

begin();
