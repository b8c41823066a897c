import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { launched } from "./case/fragment";
import "./styles/style.css";
import "./styles/parts.css";
import "./styles/print.css";

// before anything is drawn or asked: what another system put into the address leaves the part that is sent
const fragment = launched(window.location.search);
if (fragment !== null) {
  window.history.replaceState(null, "", window.location.pathname + fragment);
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
