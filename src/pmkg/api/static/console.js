"use strict";

const element = (id) => document.getElementById(id);
const query = element("query");
const variables = element("variables");
const saved = element("saved");
const status = element("status");
const result = element("result");
let questions = [];

async function loadQuestions() {
  const response = await fetch("/graphql/questions");
  if (!response.ok) {
    status.textContent = "The saved questions could not be read.";
    return;
  }
  questions = await response.json();
  for (const question of questions) {
    saved.append(new Option(question.title, question.name));
  }
}

function choose() {
  const question = questions.find((each) => each.name === saved.value);
  if (question) {
    query.value = question.query;
    variables.value = JSON.stringify(question.variables, null, 2);
  }
}

function readVariables() {
  return variables.value.trim() ? JSON.parse(variables.value) : {};
}

async function run(event) {
  event.preventDefault();
  let body;
  try {
    body = JSON.stringify({ query: query.value, variables: readVariables() });
  } catch (error) {
    status.textContent = `The variables are not JSON: ${error.message}`;
    variables.focus();
    return;
  }
  status.textContent = "Running";
  const begun = performance.now();
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const answer = await response.json();
    result.textContent = JSON.stringify(answer, null, 2);
    const errors = answer.errors ? `, ${answer.errors.length} error(s)` : "";
    status.textContent = `Answered in ${Math.round(performance.now() - begun)} ms${errors}.`;
  } catch (error) {
    status.textContent = `The server could not be reached: ${error.message}`;
  }
}

function runByKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    run(event);
  }
}

saved.addEventListener("change", choose);
element("ask").addEventListener("submit", run);
query.addEventListener("keydown", runByKey);
variables.addEventListener("keydown", runByKey);
loadQuestions();
